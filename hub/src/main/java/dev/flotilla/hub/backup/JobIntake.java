// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.backup;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.DesiredChange;
import dev.flotilla.hub.operation.Draft;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.OrderRules;
import dev.flotilla.hub.operation.RequestIntake;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Code;
import java.util.List;
import java.util.OptionalLong;

/** Requests backups and restores, and withdraws their documents. */
@StoreScoped
public final class JobIntake {
  /** What is there is never replaced: whichever of two calls was first keeps the name. */
  private static final OrderRules ONCE =
      (draft, ledger, _) ->
          ledger
              .desired(draft.target())
              .flatMap(Desired::current)
              .flatMap(step -> ledger.operation(step.operation()));

  private final JobReview review;
  private final RequestIntake requests;
  private final Operations operations;

  JobIntake(JobReview review, RequestIntake requests, Operations operations) {
    this.review = review;
    this.requests = requests;
    this.operations = operations;
  }

  /** Requests one; when it returns a queued operation, that operation is on disk. */
  public Answer<Receipt> create(JobKind kind, NatsClusterCall call) {
    Answer<JobReview.Judged> judged = review.judge(kind, call);
    return requests
        .submit(
            call.request(kind.action("create")),
            () -> judged.then(it -> new Answer.Given<>(prepared(kind, call, it))))
        .then(
            receipt ->
                receipt instanceof Receipt.AlreadyRequested
                    ? judged
                        .then(it -> review.free(kind, call, it))
                        .then(_ -> new Answer.Given<>(receipt))
                    : new Answer.Given<>(receipt));
  }

  private static RequestIntake.Prepared prepared(
      JobKind kind, NatsClusterCall call, JobReview.Judged judged) {
    DesiredChange change = new DesiredChange(judged.document().key(), judged.document().body());
    return new RequestIntake.Prepared(
        kind.action("create") + "\n" + change.body(),
        id ->
            new Draft(
                id,
                judged.agent().id(),
                kind.order(),
                change.key(),
                List.of(change),
                OptionalLong.empty(),
                call.callerName()),
        ONCE);
  }

  /** Whether the hub may withdraw it: it has its document. */
  public Answer<Jobs.Known> withdrawable(Jobs.Known known) {
    return known.desired().flatMap(Desired::current).isPresent()
        ? new Answer.Given<>(known)
        : new Answer.Rejected<>(local(known));
  }

  /**
   * Withdraws its document, so that the member's agent deletes the resource; a set stays.
   *
   * @param by name of the token
   */
  public Answer<Jobs.Known> withdraw(Jobs.Known known, String by) {
    return switch (operations.withdraw(known.agent().id(), known.key(), by)) {
      case DONE -> new Answer.Given<>(known);
      case UNDER_WAY -> new Answer.Rejected<>(running(known));
      case NOT_DESIRED -> new Answer.Rejected<>(local(known));
    };
  }

  private static Rejection running(Jobs.Known known) {
    return Rejection.of(
        Rejection.Kind.CONFLICT,
        Code.OPERATION_RUNNING,
        "The operation on " + known.title() + " has not ended.",
        "Wait for its end: 'flotilla ops list' shows it. One that has not started can be cancelled.");
  }

  private static Rejection local(Jobs.Known known) {
    return Rejection.of(
        Rejection.Kind.NOT_FOUND,
        Code.NOT_FOUND,
        "The hub has no document of " + known.title() + ".",
        "It is managed in its member: delete it there, with kubectl or in Git.");
  }
}
