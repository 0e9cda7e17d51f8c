// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.roll;

import java.util.OptionalInt;

/** What is known about the health of the servers in this pass. */
public sealed interface Verdict {
  /** Nobody looked yet. */
  record NotAsked() implements Verdict {}

  /**
   * Verified healthy.
   *
   * @param metaLeader ordinal of the JetStream meta leader; empty without JetStream or in a cluster
   *     of one
   */
  record Healthy(OptionalInt metaLeader) implements Verdict {}

  /** Not healthy, and why. */
  record Unhealthy(Trouble trouble) implements Verdict {}
}
