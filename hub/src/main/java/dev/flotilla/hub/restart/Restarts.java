// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.restart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.DesiredSpecs;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.query.DeployPlan;
import java.util.OptionalInt;

/**
 * Restarts the servers of a NatsCluster that the hub manages: the document that it has, with a
 * request that no earlier one equals. The member's agent restarts them one at a time.
 */
@StoreScoped
public final class Restarts {
  private static final String ACTION = "natscluster.restart";
  private static final String RESTART = "restart";

  private final DesiredSpecs specs;
  private final Catalogues catalogues;
  private final Deployments deployments;
  private final RequestIntake requests;
  private final Plans plans;
  private final RequestTexts texts;

  /** Restarts what these documents describe. */
  public Restarts(
      DesiredSpecs specs,
      Catalogues catalogues,
      Deployments deployments,
      RequestIntake requests,
      Plans plans,
      RequestTexts texts) {
    this.specs = specs;
    this.catalogues = catalogues;
    this.deployments = deployments;
    this.requests = requests;
    this.plans = plans;
    this.texts = texts;
  }

  /**
   * Requests it; when it returns a queued operation, that operation is on disk.
   *
   * @param call with the body {@code {"server": …}}, the ordinal of the only server to restart, or
   *     an empty one for all servers
   */
  public Answer<Receipt> request(NatsClusterCall call) {
    return requests.submit(
        new RequestIntake.Call(
            call.caller(), call.callerName(), ACTION, call.address(), call.idempotencyKey()),
        RestartBody.read(call.manifest())
            .then(
                server ->
                    document(call, server)
                        .then(changed -> deployments.prepared(changed, new Order.Restart(server))))
            .then(prepared -> new Answer.Given<>(prepared.sentAs(call.manifest().toString()))));
  }

  /** What it would do, as the member's agent says; waits for it on the calling thread. */
  public Answer<DeployPlan> plan(NatsClusterCall call) {
    return RestartBody.read(call.manifest())
        .then(server -> document(call, server))
        .then(plans::plan);
  }

  private Answer<NatsClusterCall> document(NatsClusterCall call, OptionalInt server) {
    return specs
        .changed(call, spec -> requested(call, spec, server))
        .then(changed -> existing(changed, server));
  }

  private Answer<ObjectNode> requested(NatsClusterCall call, ObjectNode spec, OptionalInt server) {
    if (spec.path("paused").asBoolean()) {
      return new Answer.Rejected<>(paused(call));
    }
    ObjectNode restart = spec.putObject(RESTART).put("request", texts.next());
    server.ifPresent(ordinal -> restart.put("server", ordinal));
    return new Answer.Given<>(spec);
  }

  /** A document that is invalid for any other reason is left to the judgement of all documents. */
  private Answer<NatsClusterCall> existing(NatsClusterCall changed, OptionalInt server) {
    if (server.isEmpty()) {
      return new Answer.Given<>(changed);
    }
    ObjectNode document = changed.manifest().deepCopy();
    document.withObject("/spec").remove(RESTART);
    return servers(document) > server.getAsInt()
        ? new Answer.Given<>(changed)
        : new Answer.Rejected<>(unknown(changed, servers(document)));
  }

  private int servers(JsonNode document) {
    return NatsClusterParser.parse(document, Stage.RUNNING, catalogues.active().catalogue())
        .value()
        .map(NatsCluster::spec)
        .map(spec -> spec.servers().replicas())
        .orElse(Integer.MAX_VALUE);
  }

  private static Rejection unknown(NatsClusterCall call, int servers) {
    String range = servers == 1 ? "one server, 0" : "servers 0 to " + (servers - 1);
    return Rejection.of(
        Rejection.Kind.INVALID,
        Code.SERVER_UNKNOWN,
        call.address() + " has " + range + ".",
        "Name one of them, or none to restart all.");
  }

  /** It would end at once, with no server restarted. */
  private static Rejection paused(NatsClusterCall call) {
    return Rejection.of(
        Rejection.Kind.CONFLICT,
        Code.PAUSED,
        "Changes of " + call.address() + " are paused.",
        "Resume them first: flotilla resume " + call.address());
  }
}
