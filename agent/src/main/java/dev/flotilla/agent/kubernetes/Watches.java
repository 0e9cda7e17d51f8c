// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

/**
 * The agent's watches: one for each kind of {@link Trigger} in each namespace that it serves, for
 * as long as it runs.
 */
public final class Watches {
  /**
   * Requests that the API server accepts on one HTTP/2 connection at once ({@code
   * http2.Server.MaxConcurrentStreams} in k8s.io/apiserver). Java's client opens no second
   * connection then: it fails with "too many concurrent streams".
   */
  private static final int STREAMS = 100;

  /** For all other requests of the agent at once. */
  private static final int RESERVE = 30;

  private static final int KINDS = Trigger.class.getDeclaredClasses().length;

  private Watches() {}

  /** Whether they share one HTTP/2 connection; otherwise each has one of its own. */
  public static boolean shareConnection(int namespaces) {
    return namespaces * KINDS <= STREAMS - RESERVE;
  }
}
