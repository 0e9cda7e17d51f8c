// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.BackupReport;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.Optional;
import java.util.stream.Stream;

/** The backups and restores of the fleet: all that are desired or that an agent reported. */
@StoreScoped
public final class Jobs {
  private final Agents agents;
  private final OperationLog log;
  private final Reports reports;

  Jobs(Agents agents, OperationLog log, Reports reports) {
    this.agents = agents;
    this.log = log;
    this.reports = reports;
  }

  /**
   * What the hub knows of one.
   *
   * @param agent of its member
   * @param key its namespace and name
   * @param desired empty when it was not requested through the hub
   * @param report empty when the agent has reported nothing
   */
  public record Known(
      AgentRecord agent,
      ResourceKey key,
      Optional<Desired> desired,
      Optional<BackupReport> report) {

    /** {@code member/namespace/name}. */
    public String address() {
      return agent.member() + "/" + key.namespace() + "/" + key.name();
    }

    /** Its kind and address. */
    String title() {
      return ResourceKind.of(key).map(ResourceKind::kind).orElse(key.kind()) + " " + address();
    }

    /** Its document; empty when it was not requested through the hub. */
    public Optional<JsonNode> document() {
      return desired.flatMap(Desired::current).map(Desired.Step::body).map(DesiredDocument::read);
    }

    /** Name of its NatsCluster, in the same namespace; empty while that is not known. */
    public String cluster() {
      return document()
          .map(document -> document.path("spec").path("cluster").asText())
          .or(() -> report.map(BackupReport::facts).map(BackupFacts::cluster))
          .orElse("");
    }
  }

  /** Those of accepted members, except of members whose checkpoint cannot be read. */
  public Stream<Known> all(JobKind kind) {
    return agents.all().stream()
        .filter(agent -> agent.state() == AgentState.ACCEPTED)
        .filter(agent -> log.readable(agent.id()))
        .flatMap(agent -> of(agent, kind));
  }

  /**
   * One of them.
   *
   * @param member name or id of its agent
   */
  public Optional<Known> find(JobKind kind, String member, String namespace, String name) {
    return agents.find(member).stream()
        .flatMap(agent -> of(agent, kind))
        .filter(it -> it.key().namespace().equals(namespace) && it.key().name().equals(name))
        .findFirst();
  }

  private Stream<Known> of(AgentRecord agent, JobKind kind) {
    Ledger ledger = log.of(agent.id());
    Stream<ResourceKey> desired =
        ledger.desired().values().stream()
            .filter(it -> it.current().isPresent())
            .map(Desired::key)
            .filter(kind.resource()::names);
    Stream<ResourceKey> reported =
        reports.of(agent.id(), kind.resource()).stream()
            .filter(report -> !report.deleted())
            .map(ResourceReport::resource);
    return Stream.concat(desired, reported).distinct().map(key -> known(agent, key, ledger));
  }

  private Known known(AgentRecord agent, ResourceKey key, Ledger ledger) {
    return new Known(
        agent,
        key,
        ledger.desired(key).filter(it -> it.current().isPresent()),
        reports.find(agent.id(), key).filter(report -> !report.deleted()).map(BackupReport::of));
  }
}
