// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.report.NatsClusterReport;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.Optional;
import java.util.stream.Stream;

/** The NatsClusters of the fleet: all that are desired or that an agent reported. */
@StoreScoped
public final class NatsClusters {
  private final Agents agents;
  private final OperationLog log;
  private final Reports reports;

  /** Those that the log desires or that are reported. */
  public NatsClusters(Agents agents, OperationLog log, Reports reports) {
    this.agents = agents;
    this.log = log;
    this.reports = reports;
  }

  /**
   * What the hub knows of one.
   *
   * @param agent of its member
   * @param key its namespace and name
   * @param desired empty when nothing was ever deployed through the hub
   * @param report empty when the agent has reported nothing
   */
  public record Known(
      AgentRecord agent,
      ResourceKey key,
      Optional<Desired> desired,
      Optional<NatsClusterReport> report) {

    /** {@code member/namespace/name}. */
    public String address() {
      return agent.member() + "/" + key.namespace() + "/" + key.name();
    }
  }

  /** Those of accepted members, except of members whose checkpoint cannot be read. */
  public Stream<Known> all() {
    return agents.all().stream()
        .filter(agent -> agent.state() == AgentState.ACCEPTED)
        .filter(agent -> log.readable(agent.id()))
        .flatMap(this::of);
  }

  /**
   * One NatsCluster.
   *
   * @param member name or id of its agent
   */
  public Optional<Known> find(String member, String namespace, String name) {
    return agents.find(member).stream()
        .flatMap(this::of)
        .filter(it -> it.key().namespace().equals(namespace) && it.key().name().equals(name))
        .findFirst();
  }

  private Stream<Known> of(AgentRecord agent) {
    Ledger ledger = log.of(agent.id());
    Stream<ResourceKey> desired =
        ledger.desired().values().stream()
            .filter(it -> it.current().isPresent())
            .map(Desired::key)
            .filter(ResourceKind.NATS_CLUSTER::names);
    Stream<ResourceKey> reported =
        reports.of(agent.id(), ResourceKind.NATS_CLUSTER).stream()
            .filter(report -> !report.deleted())
            .map(ResourceReport::resource);
    return Stream.concat(desired, reported).distinct().map(key -> known(agent, key, ledger));
  }

  private Known known(AgentRecord agent, ResourceKey key, Ledger ledger) {
    return new Known(
        agent, key, ledger.desired(key), reports.find(agent.id(), key).map(NatsClusterReport::of));
  }
}
