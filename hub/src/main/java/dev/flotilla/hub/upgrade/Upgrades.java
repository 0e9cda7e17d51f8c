// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.natscluster.Submission;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.operation.Operations.Requested;
import dev.flotilla.hub.operation.Requests;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Brings a NatsCluster that the hub manages to another version: the document that it has, with that
 * version. The member's agent decides by which versions the servers go there.
 */
@StoreScoped
public final class Upgrades {
  private static final String ACTION = "natscluster.upgrade";
  private static final String VERSION = "version";

  private final Agents agents;
  private final OperationLog log;
  private final Catalogues catalogues;
  private final Deployments deployments;
  private final Requests requests;
  private final Plans plans;

  /** Upgrades what this log knows as desired. */
  public Upgrades(
      Agents agents,
      OperationLog log,
      Catalogues catalogues,
      Deployments deployments,
      Requests requests,
      Plans plans) {
    this.agents = agents;
    this.log = log;
    this.catalogues = catalogues;
    this.deployments = deployments;
    this.requests = requests;
    this.plans = plans;
  }

  /**
   * Requests it; when it returns a queued operation, that operation is on disk.
   *
   * @param call with the body {@code {"version": …}}: a version such as {@code 2.15.3}, or a
   *     release line such as {@code 2.15} for its newest
   */
  public Answer<Requested> request(Submission call) {
    return requests.submit(
        new Requests.Call(
            call.caller(), call.callerName(), ACTION, call.address(), call.idempotencyKey()),
        document(call)
            .then(
                submission ->
                    deployments.prepared(
                        submission,
                        new Order.Upgrade(
                            submission.manifest().path("spec").path("version").asText())))
            .then(prepared -> new Answer.Given<>(prepared.sentAs(call.manifest().toString()))));
  }

  /** What it would do, as the member's agent says; waits for it on the calling thread. */
  public Answer<DeployPlan> plan(Submission call) {
    return document(call).then(plans::plan);
  }

  private Answer<Submission> document(Submission call) {
    return target(call.manifest()).then(version -> document(call, version));
  }

  private static Answer<String> target(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals(VERSION)) {
                errors.add(
                    new FieldError(
                        field,
                        FindingCode.UNKNOWN_FIELD,
                        "Unknown field " + field + ".",
                        "Remove it."));
              }
            });
    if (!body.path(VERSION).isTextual()) {
      errors.add(
          new FieldError(
              VERSION,
              FindingCode.MISSING_FIELD,
              "The version is missing.",
              "Send a version such as 2.15.3, or a release line such as 2.15."));
    }
    return errors.isEmpty()
        ? new Answer.Given<>(body.path(VERSION).textValue())
        : new Answer.Rejected<>(Rejection.invalid(errors));
  }

  private Answer<Submission> document(Submission call, String to) {
    Optional<Desired.Step> current =
        Optional.of(call)
            .filter(it -> ResourceKey.isLabel(it.namespace()) && ResourceKey.isLabel(it.name()))
            .flatMap(it -> agents.find(it.member()))
            .map(AgentRecord::id)
            .map(log::of)
            .flatMap(
                ledger ->
                    ledger.desired(ResourceKind.NATS_CLUSTER.key(call.namespace(), call.name())))
            .flatMap(Desired::current);
    return current
        .map(step -> changed(call, (ObjectNode) DesiredDocument.read(step.body()), to))
        .orElseGet(() -> new Answer.Rejected<>(unmanaged(call)));
  }

  private Answer<Submission> changed(Submission call, ObjectNode document, String to) {
    ObjectNode spec = document.withObject("/spec");
    if (spec.has("image")) {
      return new Answer.Rejected<>(imagePinned());
    }
    spec.put(VERSION, version(to, spec.path(VERSION).asText()));
    return new Answer.Given<>(call.with(document));
  }

  /**
   * The newest release of a line, and never an older one than the present version of that line.
   * What is no line is left to the judgement of the document.
   */
  private String version(String to, String present) {
    return catalogues
        .active()
        .catalogue()
        .line(to)
        .map(Line::newest)
        .map(
            newest ->
                ServerVersion.parse(present)
                    .filter(one -> one.line().equals(to) && one.compareTo(newest) > 0)
                    .orElse(newest))
        .map(ServerVersion::toString)
        .orElse(to);
  }

  private static Rejection imagePinned() {
    return Rejection.invalid(
        "spec.image",
        Code.IMAGE_PINNED,
        "The document names one image, which stays whatever the version says.",
        "Deploy the document with the new version and its image, or without spec.image.");
  }

  private static Rejection unmanaged(Submission call) {
    return Rejection.of(
        Rejection.Kind.NOT_FOUND,
        Code.NOT_FOUND,
        "The hub has no document of NatsCluster " + call.address() + ".",
        "'flotilla status' lists those it manages; one that is managed in its member is upgraded there, by spec.version.");
  }
}
