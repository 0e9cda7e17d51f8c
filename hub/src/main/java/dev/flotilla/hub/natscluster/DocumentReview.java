// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.catalogue.ActiveCatalogue;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.DesiredChange;
import dev.flotilla.hub.operation.Draft;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.report.NatsClusterFacts;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Judges what is sent to an address, whatever is then done with it. */
@StoreScoped
public final class DocumentReview {
  private final Agents agents;
  private final Reports reports;
  private final Catalogues catalogues;

  /** Judges for these agents, and what they reported, by the catalogue in force. */
  public DocumentReview(Agents agents, Reports reports, Catalogues catalogues) {
    this.agents = agents;
    this.reports = reports;
    this.catalogues = catalogues;
  }

  /**
   * A document that may go to its member.
   *
   * @param agent of the member
   * @param document in its canonical form
   * @param catalogue revision of the catalogue that it was judged by, as agents know it
   */
  public record Judged(AgentRecord agent, DesiredDocument document, long catalogue) {
    Draft draft(OperationId id, Order order, OptionalLong basis, String by) {
      ResourceKey key = document.key();
      List<DesiredChange> changes = List.of(new DesiredChange(key, document.body()));
      return new Draft(id, agent.id(), order, key, changes, basis, by);
    }
  }

  /** Whether it may go there, and all that is wrong with it. */
  public Answer<Judged> judge(NatsClusterCall call) {
    return member(call).then(agent -> judge(call, agent, catalogues.active()));
  }

  private Answer<Judged> judge(NatsClusterCall call, AgentRecord agent, ActiveCatalogue active) {
    Parsed<NatsCluster> parsed =
        NatsClusterParser.parse(call.manifest(), stage(agent, call), active.catalogue());
    return DesiredDocument.of(call, parsed, agent.namespaces())
        .then(
            document ->
                new Answer.Given<>(new Judged(agent, document, active.stored().generation())));
  }

  /** The agent of the member in the address. */
  public Answer<AgentRecord> member(NatsClusterCall call) {
    Optional<AgentRecord> agent = agents.find(call.member());
    if (agent.isEmpty()) {
      return new Answer.Rejected<>(
          Rejection.of(
              Rejection.Kind.NOT_FOUND,
              Code.MEMBER_UNKNOWN,
              "There is no member " + call.member() + ".",
              "'flotilla agents list' shows the members."));
    }
    return agent.get().state() == AgentState.ACCEPTED
        ? new Answer.Given<>(agent.get())
        : new Answer.Rejected<>(
            Rejection.of(
                Rejection.Kind.CONFLICT,
                Code.AGENT_NOT_ACCEPTED,
                call.member() + " is " + agent.get().state().token() + ".",
                "Accept the agent first: 'flotilla agents accept " + call.member() + "'."));
  }

  /** A name that cannot be is judged with the rest of the document. */
  private Stage stage(AgentRecord agent, NatsClusterCall call) {
    String namespace = call.namespace();
    String name = call.name();
    if (!ResourceKey.isLabel(namespace) || !ResourceKey.isLabel(name)) {
      return Stage.FIRST_DEPLOY;
    }
    return reports
        .find(agent.id(), ResourceKind.NATS_CLUSTER.key(namespace, name))
        .flatMap(report -> report.facts(NatsClusterFacts.class))
        .filter(facts -> facts.servers().desired() > 0)
        .map(_ -> Stage.RUNNING)
        .orElse(Stage.FIRST_DEPLOY);
  }
}
