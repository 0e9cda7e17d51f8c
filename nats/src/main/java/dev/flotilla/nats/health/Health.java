// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

/** Whether a cluster is verified healthy. */
public sealed interface Health {
  /** Everything expected was seen. */
  record Healthy() implements Health {}

  /**
   * Something is missing; the first thing in the order of {@link Reason}.
   *
   * @param reason stable code
   * @param sentence for a person; names the servers concerned
   */
  record Unhealthy(Reason reason, String sentence) implements Health {}
}
