// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.status.Condition;
import java.util.Optional;
import java.util.stream.Collectors;

/** The condition that names streams which violate guard rails. */
final class StreamCondition {
  private StreamCondition() {}

  /** Absent while no stream violates one that is not waived. */
  static Optional<Condition> of(StreamRails rails, Conditions conditions) {
    if (rails.broken().isEmpty()) {
      return Optional.empty();
    }
    String message =
        rails.broken().stream().map(StreamRails.Broken::sentence).collect(Collectors.joining("; "));
    String reason = rails.broken().getFirst().code();
    return Optional.of(conditions.of(Conditions.STREAMS, false, reason, message));
  }
}
