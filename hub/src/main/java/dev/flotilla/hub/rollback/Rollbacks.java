// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.natscluster.Revision;
import dev.flotilla.hub.natscluster.Revisions;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.query.DeployPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Requests an earlier document of a NatsCluster anew. It is a deploy: a member whose policy allows
 * those has no need to know more, and judges it as any document, a way back to an older version
 * included.
 */
@StoreScoped
public final class Rollbacks {
  private static final String ACTION = "natscluster.rollback";
  private static final String REVISION = "revision";

  private final Revisions revisions;
  private final Deployments deployments;
  private final RequestIntake requests;
  private final Plans plans;

  /** Rolls back to what these revisions are. */
  public Rollbacks(
      Revisions revisions, Deployments deployments, RequestIntake requests, Plans plans) {
    this.revisions = revisions;
    this.deployments = deployments;
    this.requests = requests;
    this.plans = plans;
  }

  /**
   * Requests it; when it returns a queued operation, that operation is on disk.
   *
   * @param call with the body {@code {"revision": …}}, or none for the last revision before the
   *     present one that succeeded
   */
  public Answer<Receipt> request(NatsClusterCall call) {
    return requests.submit(
        new RequestIntake.Call(
            call.caller(), call.callerName(), ACTION, call.address(), call.idempotencyKey()),
        document(call)
            .then(changed -> deployments.prepared(changed, new Order.Deploy()))
            .then(prepared -> new Answer.Given<>(prepared.sentAs(ACTION + call.manifest()))));
  }

  /** What it would do, as the member's agent says; waits for it on the calling thread. */
  public Answer<DeployPlan> plan(NatsClusterCall call) {
    return document(call).then(plans::plan);
  }

  private Answer<NatsClusterCall> document(NatsClusterCall call) {
    return number(call.manifest())
        .then(
            number ->
                revisions
                    .newestFirst(call)
                    .then(
                        known ->
                            number.isPresent()
                                ? named(call, known, number.getAsLong())
                                : last(call, known)))
        .then(revision -> new Answer.Given<>(call.with(revision.again())));
  }

  private static Answer<OptionalLong> number(JsonNode body) {
    List<FieldError> errors = new ArrayList<>();
    body.fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals(REVISION)) {
                errors.add(
                    new FieldError(
                        field,
                        FindingCode.UNKNOWN_FIELD,
                        "Unknown field " + field + ".",
                        "Remove it."));
              }
            });
    JsonNode revision = body.path(REVISION);
    boolean absent = revision.isMissingNode() || revision.isNull();
    if (!absent && !revision.canConvertToExactIntegral()) {
      errors.add(
          new FieldError(
              REVISION,
              FindingCode.WRONG_TYPE,
              "The revision is not an integer.",
              "Send a number, or leave it out for the last revision that succeeded."));
    }
    if (!errors.isEmpty()) {
      return new Answer.Rejected<>(Rejection.invalid(errors));
    }
    return new Answer.Given<>(absent ? OptionalLong.empty() : OptionalLong.of(revision.asLong()));
  }

  private static Answer<Revision> named(NatsClusterCall call, List<Revision> known, long number) {
    return known.stream()
        .filter(revision -> revision.number() == number)
        .findFirst()
        .<Answer<Revision>>map(Answer.Given::new)
        .orElseGet(
            () ->
                new Answer.Rejected<>(
                    Rejection.invalid(
                        REVISION,
                        Code.REVISION_UNKNOWN,
                        "The hub has no revision %d of %s.".formatted(number, call.address()),
                        "It has " + listed(known) + ".")));
  }

  private static Answer<Revision> last(NatsClusterCall call, List<Revision> known) {
    Optional<Revision> present = known.stream().findFirst();
    return known.stream()
        .skip(1)
        .filter(Revision::succeeded)
        .filter(revision -> !revision.leadsTo(present.orElseThrow()))
        .findFirst()
        .<Answer<Revision>>map(Answer.Given::new)
        .orElseGet(
            () ->
                new Answer.Rejected<>(
                    Rejection.of(
                        Rejection.Kind.CONFLICT,
                        Code.NOTHING_EARLIER,
                        "The hub has no earlier document of %s that succeeded."
                            .formatted(call.address()),
                        "Name a revision with --to; it has " + listed(known) + ".")));
  }

  private static String listed(List<Revision> known) {
    return known.isEmpty()
        ? "none"
        : known.stream().map(Revision::toString).collect(Collectors.joining(", "));
  }
}
