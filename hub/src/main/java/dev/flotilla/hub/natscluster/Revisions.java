// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
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
  private final DesiredSpecs specs;
  private final OperationFinder finder;

  /** Reads what these know. */
  public Revisions(DesiredSpecs specs, OperationFinder finder) {
    this.specs = specs;
    this.finder = finder;
  }

  /** The present one first; one whose operation the hub has forgotten is left out. */
  public Answer<List<Revision>> newestFirst(NatsClusterCall call) {
    return specs
        .desired(call)
        .then(
            desired ->
                new Answer.Given<>(
                    desired.steps().reversed().stream()
                        .flatMap(step -> revision(desired, step).stream())
                        .toList()));
  }

  private Optional<Revision> revision(Desired desired, Desired.Step step) {
    return finder
        .find(step.operation())
        .flatMap(
            operation ->
                Revision.of(
                    operation, desired.key(), (ObjectNode) DesiredDocument.read(step.body())));
  }
}
