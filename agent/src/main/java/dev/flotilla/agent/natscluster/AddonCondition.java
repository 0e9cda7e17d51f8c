// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.addon.AddonReport;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The condition that reports the state of the add-ons. */
final class AddonCondition {
  private AddonCondition() {}

  /** Absent while the spec asks for none. */
  static Optional<Condition> of(AddonReport addons, Conditions conditions) {
    if (addons.isEmpty()) {
      return Optional.empty();
    }
    List<Problem> problems = addons.problems();
    if (problems.isEmpty()) {
      String names = String.join(", ", addons.names());
      return Optional.of(conditions.of(Conditions.ADDONS, true, Code.IN_PLACE, names));
    }
    String message =
        problems.stream().map(StatusComposer::sentence).collect(Collectors.joining("; "));
    String reason = problems.getFirst().code();
    return Optional.of(conditions.of(Conditions.ADDONS, false, reason, message));
  }
}
