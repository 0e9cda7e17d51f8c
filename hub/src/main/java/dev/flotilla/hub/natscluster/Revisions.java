// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.store.StoreScoped;
import java.util.List;
import java.util.Optional;

/**
 * The last documents of a NatsCluster that the hub remembers: as many as {@link Desired} keeps, the
 * present one included.
 */
@StoreScoped
public final class Revisions {
  private final OperationFinder finder;

  /** Reads the operations that brought them. */
  public Revisions(OperationFinder finder) {
    this.finder = finder;
  }

  /** The present one first; one whose operation the hub has forgotten is left out. */
  public List<Revision> newestFirst(Desired desired) {
    return desired.steps().reversed().stream()
        .flatMap(step -> revision(desired, step).stream())
        .toList();
  }

  private Optional<Revision> revision(Desired desired, Desired.Step step) {
    return finder
        .find(step.operation())
        .flatMap(
            operation -> Revision.of(operation, desired.key(), DesiredDocument.read(step.body())));
  }
}
