// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import java.util.Optional;

/** Whether a cluster is verified healthy. */
public sealed interface Health {
  /**
   * Everything expected was seen.
   *
   * @param elsewhere why the meta group is incomplete at other clusters of the supercluster, in a
   *     sentence: irrelevant for this one as long as it does not change; empty if they are healthy
   *     too
   */
  record Healthy(Optional<String> elsewhere) implements Health {
    /** The other clusters are healthy too, or there are none. */
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
