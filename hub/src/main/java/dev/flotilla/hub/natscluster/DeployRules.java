// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.DesiredChange;
import dev.flotilla.hub.operation.Draft;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.Operation;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.operation.OrderRules;
import dev.flotilla.protocol.operation.OperationState;
import java.time.Instant;
import java.util.Optional;

/**
 * A deploy is not repeated while the same document is desired and an operation has applied it, or
 * may still apply it.
 *
 * @param reports what agents report about the desired resources
 * @param finder knows operations that the ledger has dropped
 */
record DeployRules(Reports reports, OperationFinder finder) implements OrderRules {

  @Override
  public Optional<Operation> standsFor(Draft draft, Ledger ledger, Instant now) {
    Optional<Desired> desired = ledger.desired(draft.target());
    return desired
        .flatMap(Desired::current)
        .filter(step -> draft.changes().stream().anyMatch(change -> brings(step, change)))
        .flatMap(step -> ledger.operation(step.operation()).or(() -> finder.find(step.operation())))
        .filter(
            operation ->
                operation.ended()
                    ? operation.state() instanceof OperationState.Succeeded
                        && cameTrue(draft, desired.orElseThrow().revision())
                    : !operation.overdue(now));
  }

  private static boolean brings(Desired.Step step, DesiredChange change) {
    return step.body().equals(change.body());
  }

  private boolean cameTrue(Draft draft, long revision) {
    return reports
        .find(draft.agent(), draft.target())
        .filter(report -> report.ready() && !report.deleted() && report.revision() >= revision)
        .isPresent();
  }
}
