// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.hub.api.operations.OperationViews;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsClusterParser;
import dev.flotilla.nats.cluster.Stage;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.report.NatsClusterReport;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Optional;

/** NatsClusters as the API shows them. */
final class NatsClusterViews {
  private NatsClusterViews() {}

  static NatsClusterView of(AgentRecord agent, ResourceKey key, HubParts hub) {
    Ledger ledger = hub.work().log().of(agent.id());
    Optional<NatsClusterView.Desired> wanted =
        ledger.desired(key).flatMap(desired -> wanted(desired, hub.catalogues().catalogue()));
    Optional<NatsClusterReport> report =
        hub.fleet().reports().find(agent.id(), key).map(NatsClusterReport::of);
    boolean ready =
        report
            .filter(NatsClusterReport::ready)
            .filter(said -> wanted.isEmpty() || said.revision() >= wanted.get().revision())
            .isPresent();
    return new NatsClusterView(
        agent.member(),
        key.namespace(),
        key.name(),
        agent.member() + "/" + key.namespace() + "/" + key.name(),
        wanted.orElse(null),
        report.orElse(null),
        ready,
        hub.work()
            .finder()
            .last(agent.id(), key)
            .map(last -> OperationViews.of(last, hub))
            .orElse(null));
  }

  private static Optional<NatsClusterView.Desired> wanted(Desired desired, Catalogue catalogue) {
    return desired
        .current()
        .flatMap(
            step ->
                NatsClusterParser.parse(DesiredDocument.read(step.body()), Stage.RUNNING, catalogue)
                    .cluster())
        .map(
            cluster ->
                new NatsClusterView.Desired(
                    cluster.spec().version(), cluster.spec().replicas(), desired.revision()));
  }
}
