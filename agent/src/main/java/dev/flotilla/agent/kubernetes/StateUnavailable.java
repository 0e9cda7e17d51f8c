// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

/**
 * State that the agent keeps in Kubernetes cannot be read, or another agent changed it
 * concurrently. Not a bug: the message names the remedy, and a retry may succeed.
 */
public final class StateUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Another agent was faster. */
  public StateUnavailable(String message) {
    super(message);
  }

  /** The state exists and cannot be read. */
  public StateUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
