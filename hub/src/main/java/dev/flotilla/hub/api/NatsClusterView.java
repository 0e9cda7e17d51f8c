// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsClusterParser;
import dev.flotilla.nats.cluster.Stage;
import dev.flotilla.protocol.report.NatsClusterReport;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A NatsCluster as the API shows it.
 *
 * @param member where
 * @param namespace in which namespace
 * @param name its name
 * @param address {@code member/namespace/name}
 * @param desired what the hub wants; absent when only the member knows it
 * @param report what the agent said last
 * @param ready whether what is desired is there and was verified healthy
 * @param lastOperation the newest operation on it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NatsClusterView(
    String member,
    String namespace,
    String name,
    String address,
    @Nullable Wish desired,
    @Nullable NatsClusterReport report,
    boolean ready,
    @Nullable OperationView lastOperation) {

  /**
   * What the hub wants.
   *
   * @param version of nats-server
   * @param replicas number of servers
   * @param revision of the document
   */
  public record Wish(String version, int replicas, long revision) {}

  static NatsClusterView of(AgentRecord agent, ResourceKey key, HubParts hub) {
    Ledger ledger = hub.work().log().of(agent.id());
    Optional<Wish> wish =
        ledger.desired(key).flatMap(desired -> wish(desired, hub.catalogues().catalogue()));
    Optional<NatsClusterReport> report =
        hub.fleet().reports().find(agent.id(), key).map(NatsClusterReport::of);
    boolean ready =
        report
            .filter(NatsClusterReport::ready)
            .filter(said -> wish.isEmpty() || said.revision() >= wish.get().revision())
            .isPresent();
    return new NatsClusterView(
        agent.member(),
        key.namespace(),
        key.name(),
        agent.member() + "/" + key.namespace() + "/" + key.name(),
        wish.orElse(null),
        report.orElse(null),
        ready,
        hub.work()
            .finder()
            .last(agent.id(), key)
            .map(it -> OperationView.of(it, hub))
            .orElse(null));
  }

  private static Optional<Wish> wish(Desired desired, Catalogue catalogue) {
    return desired
        .current()
        .flatMap(
            step ->
                NatsClusterParser.parse(DesiredDocument.read(step.body()), Stage.RUNNING, catalogue)
                    .cluster())
        .map(
            cluster ->
                new Wish(cluster.spec().version(), cluster.spec().replicas(), desired.revision()));
  }
}
