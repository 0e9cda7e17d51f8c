// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

/**
 * State that the agent keeps in Kubernetes cannot be read, or another agent changed it at the same
 * moment. No bug: the message says what to do, and another attempt may find it well.
 */
public final class StateUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Another agent was faster. */
  public StateUnavailable(String message) {
    super(message);
  }

  /** The state is there and cannot be read. */
  public StateUnavailable(String message, Throwable cause) {
    super(message, cause);
  }
}
