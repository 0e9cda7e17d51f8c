// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.Optional;
import java.util.function.Function;

/** Documents that the hub has, for calls that change one field and leave the rest as it is. */
@StoreScoped
public final class DesiredSpecs {
  private final Agents agents;
  private final OperationLog log;

  /** Reads what this log knows as desired. */
  public DesiredSpecs(Agents agents, OperationLog log) {
    this.agents = agents;
    this.log = log;
  }

  /**
   * The call with the document that is desired at its address, after a change of its spec.
   *
   * @param change of the spec, in place; or why it is not made
   */
  public Answer<NatsClusterCall> changed(
      NatsClusterCall call, Function<ObjectNode, Answer<ObjectNode>> change) {
    return desired(call)
        .then(desired -> new Answer.Given<>(current(desired)))
        .then(
            document ->
                change
                    .apply(document.withObject("/spec"))
                    .then(_ -> new Answer.Given<>(call.with(document))));
  }

  /** What the hub desires at an address; rejected where it desires nothing. */
  Answer<Desired> desired(NatsClusterCall call) {
    return find(call)
        .<Answer<Desired>>map(Answer.Given::new)
        .orElseGet(() -> new Answer.Rejected<>(unmanaged(call)));
  }

  private static ObjectNode current(Desired desired) {
    return (ObjectNode) DesiredDocument.read(desired.current().orElseThrow().body());
  }

  private Optional<Desired> find(NatsClusterCall call) {
    return Optional.of(call)
        .filter(it -> ResourceKey.isLabel(it.namespace()) && ResourceKey.isLabel(it.name()))
        .flatMap(it -> agents.find(it.member()))
        .map(AgentRecord::id)
        .map(log::of)
        .flatMap(
            ledger -> ledger.desired(ResourceKind.NATS_CLUSTER.key(call.namespace(), call.name())))
        .filter(desired -> desired.current().isPresent());
  }

  private static Rejection unmanaged(NatsClusterCall call) {
    return Rejection.of(
        Rejection.Kind.NOT_FOUND,
        Code.NOT_FOUND,
        "The hub has no document of NatsCluster " + call.address() + ".",
        "'flotilla status' lists those it manages; one that is managed in its member is changed there, in its spec.");
  }
}
