// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import java.util.Optional;

/** Whether a cluster is verified healthy. */
public sealed interface Health {
  /**
   * Everything expected was seen.
   *
   * @param elsewhere what keeps the meta group from being complete at clusters that are joined with
   *     this one, in a sentence: no matter for this one as long as it changes nothing; empty when
   *     all is well there too
   */
  record Healthy(Optional<String> elsewhere) implements Health {
    /** All is well elsewhere too, or there is nothing else. */
    public Healthy() {
      this(Optional.empty());
    }
  }

  /**
   * Something is missing; the first thing in the order of {@link Reason}.
   *
   * @param reason stable code
   * @param sentence for a person; names the servers concerned
   */
  record Unhealthy(Reason reason, String sentence) implements Health {}
}
