// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.companion.Company;
import dev.flotilla.nats.cluster.Condition;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The condition that says how those are that stand beside the servers. */
final class CompanyCondition {
  private CompanyCondition() {}

  /** Absent while the spec asks for none. */
  static Optional<Condition> of(Company company, Conditions conditions) {
    if (company.isNobody()) {
      return Optional.empty();
    }
    List<Problem> problems = company.problems();
    if (problems.isEmpty()) {
      String names = String.join(", ", company.names());
      return Optional.of(conditions.of(Conditions.COMPANIONS, true, "InPlace", names));
    }
    String message =
        problems.stream().map(StatusComposer::sentence).collect(Collectors.joining("; "));
    String reason = StatusComposer.reason(problems.getFirst().code());
    return Optional.of(conditions.of(Conditions.COMPANIONS, false, reason, message));
  }
}
