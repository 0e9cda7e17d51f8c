// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.hub.api.operations.OperationViews;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.natscluster.NatsClusters;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.report.NatsClusterReport;
import java.util.Optional;

/** NatsClusters as the API shows them. */
@StoreScoped
final class NatsClusterViews {
  private final Catalogues catalogues;
  private final OperationFinder finder;
  private final OperationViews operations;

  NatsClusterViews(Catalogues catalogues, OperationFinder finder, OperationViews operations) {
    this.catalogues = catalogues;
    this.finder = finder;
    this.operations = operations;
  }

  NatsClusterView of(NatsClusters.Known known) {
    Optional<NatsClusterView.Desired> desired = known.desired().flatMap(this::desired);
    boolean ready =
        known
            .report()
            .filter(NatsClusterReport::ready)
            .filter(it -> desired.isEmpty() || it.revision() >= desired.get().revision())
            .isPresent();
    return new NatsClusterView(
        known.agent().member(),
        known.key().namespace(),
        known.key().name(),
        known.address(),
        desired.orElse(null),
        known.report().orElse(null),
        ready,
        finder.last(known.agent().id(), known.key()).map(operations::of).orElse(null));
  }

  private Optional<NatsClusterView.Desired> desired(Desired desired) {
    return desired
        .current()
        .flatMap(
            step ->
                NatsClusterParser.parse(
                        DesiredDocument.read(step.body()), Stage.RUNNING, catalogues.catalogue())
                    .value())
        .map(
            cluster ->
                new NatsClusterView.Desired(
                    cluster.spec().servers().version(),
                    cluster.spec().servers().replicas(),
                    desired.revision()));
  }
}
