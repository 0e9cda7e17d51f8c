// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.DesiredSpecs;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.catalogue.Line;
import dev.flotilla.nats.catalogue.ServerVersion;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.query.DeployPlan;
import java.util.ArrayList;
import java.util.List;

/**
 * Brings a NatsCluster that the hub manages to another version: the document that it has, with that
 * version. The member's agent decides by which versions the servers go there.
 */
@StoreScoped
public final class Upgrades {
  private static final String ACTION = "natscluster.upgrade";
  private static final String VERSION = "version";

  private final DesiredSpecs specs;
  private final Catalogues catalogues;
  private final Deployments deployments;
  private final RequestIntake requests;
  private final Plans plans;

  /** Upgrades what these documents describe. */
  public Upgrades(
      DesiredSpecs specs,
      Catalogues catalogues,
      Deployments deployments,
      RequestIntake requests,
      Plans plans) {
    this.specs = specs;
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
  public Answer<Receipt> request(NatsClusterCall call) {
    return requests.submit(
        new RequestIntake.Call(
            call.caller(), call.callerName(), ACTION, call.address(), call.idempotencyKey()),
        document(call)
            .then(
                changed ->
                    deployments.prepared(
                        changed,
                        new Order.Upgrade(
                            changed.manifest().path("spec").path("version").asText())))
            .then(prepared -> new Answer.Given<>(prepared.sentAs(call.manifest().toString()))));
  }

  /** What it would do, as the member's agent says; waits for it on the calling thread. */
  public Answer<DeployPlan> plan(NatsClusterCall call) {
    return document(call).then(plans::plan);
  }

  private Answer<NatsClusterCall> document(NatsClusterCall call) {
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

  private Answer<NatsClusterCall> document(NatsClusterCall call, String to) {
    return specs.changed(call, spec -> changed(call, spec, to));
  }

  private Answer<ObjectNode> changed(NatsClusterCall call, ObjectNode spec, String to) {
    if (spec.path("paused").asBoolean()) {
      return new Answer.Rejected<>(paused(call));
    }
    if (spec.path("abort").asBoolean()) {
      return new Answer.Rejected<>(aborted(call));
    }
    return spec.has("image")
        ? new Answer.Rejected<>(imagePinned())
        : new Answer.Given<>(spec.put(VERSION, version(to, spec.path(VERSION).asText())));
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

  /** The document still says what the servers do not have. */
  private static Rejection aborted(NatsClusterCall call) {
    return Rejection.of(
        Rejection.Kind.CONFLICT,
        Code.ABORTED,
        "The last change of " + call.address() + " was aborted.",
        "Deploy a document, or go back to an earlier one first: flotilla rollback "
            + call.address());
  }

  /** It would end at once, with no server upgraded. */
  private static Rejection paused(NatsClusterCall call) {
    return Rejection.of(
        Rejection.Kind.CONFLICT,
        Code.PAUSED,
        "Changes of " + call.address() + " are paused.",
        "Resume them first: flotilla resume " + call.address());
  }
}
