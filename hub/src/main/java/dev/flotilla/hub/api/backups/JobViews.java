// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.backups;

import dev.flotilla.hub.api.operations.OperationViews;
import dev.flotilla.hub.backup.Jobs;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.api.WithdrawalView;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.BackupReport;
import java.util.Optional;

/** Backups and restores as the API shows them. */
@StoreScoped
final class JobViews {
  private final OperationFinder finder;
  private final OperationViews operations;

  JobViews(OperationFinder finder, OperationViews operations) {
    this.finder = finder;
    this.operations = operations;
  }

  BackupView of(Jobs.Known known) {
    Optional<OperationView> operation =
        finder.last(known.agent().id(), known.key()).map(operations::of);
    return new BackupView(
        known.agent().member(),
        known.key().namespace(),
        known.key().name(),
        known.address(),
        known.cluster(),
        known
            .report()
            .map(BackupReport::state)
            .or(() -> operation.map(OperationView::state))
            .orElse("Unknown"),
        known.desired().map(Desired::revision).orElse(null),
        operation.map(OperationView::requestedAt).orElse(null),
        known.report().orElse(null),
        operation.orElse(null));
  }

  /** What is said about one whose document was withdrawn. */
  static WithdrawalView withdrawn(Jobs.Known known) {
    String set = known.report().map(BackupReport::facts).map(BackupFacts::set).orElse(null);
    return new WithdrawalView(
        known.address(),
        set,
        set == null
            ? "The resource is deleted in the member."
            : "The resource is deleted in the member; set " + set + " stays in its store.");
  }
}
