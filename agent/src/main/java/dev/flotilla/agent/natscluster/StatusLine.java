// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import java.util.Optional;

/** The one line that a log or an operation says of a NatsCluster's status. */
final class StatusLine {
  private StatusLine() {}

  static String of(NatsClusterStatus status) {
    return ready(status)
        .map(ready -> ready.reason() + ": " + ready.message())
        .orElse("waiting for the reconciler");
  }

  static Optional<Condition> ready(NatsClusterStatus status) {
    return Optional.ofNullable(status.conditions()).stream()
        .flatMap(java.util.List::stream)
        .filter(condition -> condition.type().equals(Conditions.READY))
        .findFirst();
  }
}
