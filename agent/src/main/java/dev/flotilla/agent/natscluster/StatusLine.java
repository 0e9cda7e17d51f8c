// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import java.util.List;
import java.util.Optional;

/** Summarises a NatsCluster's status in one line, for a log or an operation. */
final class StatusLine {
  private StatusLine() {}

  static String of(NatsClusterStatus status) {
    return ready(status)
        .map(ready -> ready.reason() + ": " + ready.message())
        .orElse("waiting for the reconciler");
  }

  static Optional<Condition> ready(NatsClusterStatus status) {
    return Optional.ofNullable(status.conditions()).stream()
        .flatMap(List::stream)
        .filter(condition -> condition.type().equals(Conditions.READY))
        .findFirst();
  }
}
