// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.operation.DeployRequest;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.operation.Operations.Deployed;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.operation.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a document becomes a deploy operation. Every attempt leaves an audit row; a rejected one
 * leaves nothing else.
 */
public final class Deployments {
  private static final String ACTION = "natscluster.deploy";

  private final Submissions submissions;
  private final Operations operations;
  private final IdempotencyKeys idempotency;
  private final AuditLog audit;
  private final Supplier<OperationId> ids;

  /**
   * Deploys what was judged.
   *
   * @param ids gives ids that were never given before
   */
  public Deployments(
      Submissions submissions,
      Operations operations,
      IdempotencyKeys idempotency,
      AuditLog audit,
      Supplier<OperationId> ids) {
    this.submissions = submissions;
    this.operations = operations;
    this.idempotency = idempotency;
    this.audit = audit;
    this.ids = ids;
  }

  /** Asks for a deploy; when it returns a queued operation, that operation is on disk. */
  public Answer<Deployed> submit(Submission submission) {
    Answer<Deployed> answer =
        submissions.judge(submission).then(judged -> deploy(submission, judged));
    if (answer instanceof Answer.Rejected<Deployed>(var rejection)) {
      audit.append(
          AuditNote.refused(
              submission.callerName(), ACTION, submission.address(), rejection.problem()));
    }
    return answer;
  }

  private Answer<Deployed> deploy(Submission submission, Submissions.Judged judged) {
    OperationId fresh = ids.get();
    Optional<IdempotencyKeys.Call> call =
        submission.idempotencyKey().map(key -> call(submission, key, judged.document()));
    Optional<OperationId> id =
        call.map(known -> idempotency.claim(known, fresh)).orElse(Optional.of(fresh));
    if (id.isEmpty()) {
      return new Answer.Rejected<>(
          Rejection.of(
              Rejection.Kind.CONFLICT,
              "IDEMPOTENCY_KEY_REUSED",
              "The idempotency key was used for a different request within the last 24 hours.",
              "Use a new key for a new request."));
    }
    return audit.before(
        AuditNote.done(
            submission.callerName(), ACTION, submission.address(), "operation " + id.get()),
        () -> {
          Deployed deployed = operations.deploy(wish(id.get(), submission, judged));
          // The id that was claimed will never be an operation: a repeated call must not make it
          // one.
          if (deployed instanceof Deployed.AlreadyDesired(var present)) {
            call.ifPresent(known -> idempotency.settle(known, present));
          }
          return new Answer.Given<>(deployed);
        });
  }

  private static DeployRequest wish(
      OperationId id, Submission submission, Submissions.Judged judged) {
    return new DeployRequest(
        id,
        judged.agent().id(),
        judged.document().key(),
        judged.document().body(),
        submission.callerName());
  }

  private static IdempotencyKeys.Call call(
      Submission submission, String key, DesiredDocument document) {
    String request = submission.address() + "\n" + document.body();
    return new IdempotencyKeys.Call(
        submission.caller(), key, Digest.of(request.getBytes(StandardCharsets.UTF_8)));
  }
}
