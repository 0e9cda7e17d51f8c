// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.DeployWish;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.operation.Operations.Deployed;
import dev.flotilla.nats.cluster.Stage;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.enrolment.AgentState;
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

  private final Agents agents;
  private final Reports reports;
  private final Operations operations;
  private final IdempotencyKeys idempotency;
  private final AuditLog audit;
  private final Supplier<OperationId> ids;

  /**
   * Deploys to these agents.
   *
   * @param ids gives ids that were never given before
   */
  public Deployments(
      Agents agents,
      Reports reports,
      Operations operations,
      IdempotencyKeys idempotency,
      AuditLog audit,
      Supplier<OperationId> ids) {
    this.agents = agents;
    this.reports = reports;
    this.operations = operations;
    this.idempotency = idempotency;
    this.audit = audit;
    this.ids = ids;
  }

  private record Judged(AgentRecord agent, DesiredDocument document) {}

  /** Asks for a deploy; when it returns a queued operation, that operation is on disk. */
  public Answer<Deployed> submit(Submission submission) {
    Answer<Deployed> answer =
        member(submission)
            .then(
                agent ->
                    DesiredDocument.of(submission, agent.namespaces(), stage(agent, submission))
                        .then(document -> new Answer.Given<>(new Judged(agent, document))))
            .then(judged -> deploy(submission, judged));
    if (answer instanceof Answer.Rejected<Deployed>(var rejection)) {
      audit.append(
          AuditNote.refused(
              submission.callerName(), ACTION, submission.address(), rejection.problem()));
    }
    return answer;
  }

  private Answer<AgentRecord> member(Submission submission) {
    Optional<AgentRecord> agent = agents.find(submission.member());
    if (agent.isEmpty()) {
      return new Answer.Rejected<>(
          Rejection.of(
              Rejection.Kind.NOT_FOUND,
              "MEMBER_UNKNOWN",
              "There is no member " + submission.member() + ".",
              "'flotilla agents list' shows the members."));
    }
    return agent.get().state() == AgentState.ACCEPTED
        ? new Answer.Given<>(agent.get())
        : new Answer.Rejected<>(
            Rejection.of(
                Rejection.Kind.CONFLICT,
                "AGENT_NOT_ACCEPTED",
                submission.member() + " is " + agent.get().state().token() + ".",
                "Accept the agent first: 'flotilla agents accept " + submission.member() + "'."));
  }

  private Answer<Deployed> deploy(Submission submission, Judged judged) {
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
              "The idempotency key was used for another request within the last day.",
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

  /** A name that cannot be is judged with the rest of the document. */
  private Stage stage(AgentRecord agent, Submission submission) {
    String namespace = submission.namespace();
    String name = submission.name();
    if (!ResourceKey.isLabel(namespace) || !ResourceKey.isLabel(name)) {
      return Stage.FIRST_DEPLOY;
    }
    return reports
        .find(agent.id(), new ResourceKey(ResourceKey.NATS_CLUSTER, namespace, name))
        .filter(report -> !report.deleted() && report.servers().desired() > 0)
        .map(_ -> Stage.RUNNING)
        .orElse(Stage.FIRST_DEPLOY);
  }

  private static DeployWish wish(OperationId id, Submission submission, Judged judged) {
    return new DeployWish(
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
