// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.operation.Facts;
import dev.flotilla.agent.operation.Journal;
import dev.flotilla.agent.operation.OrderJudge;
import dev.flotilla.agent.operation.Target;
import dev.flotilla.nats.backup.JobProgress;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.Progress;
import java.time.Instant;
import java.util.Optional;

/**
 * An operation of a backup or a restore ends with the condition of its resource. How long its Job
 * may take is limited by the Job.
 *
 * @param of which of both
 */
record JobJudge(JobKind of) implements OrderJudge {
  @Override
  public String type() {
    return of.order().type();
  }

  @Override
  public Kind target() {
    return of.kind();
  }

  @Override
  public OperationEvent onward(Journal journal, Facts facts) {
    if (facts.target().isEmpty()) {
      return held(facts, Code.TARGET_MISSING, "the " + of.kind().name() + " does not exist");
    }
    Target target = facts.target().get();
    boolean reached = facts.awaited() == 0 || target.revision() == facts.awaited();
    if (!reached || !target.judged()) {
      return held(
          facts,
          Code.NOT_REACHED,
          "waiting for the reconciler to pick up revision " + facts.awaited());
    }
    return ended(target, facts).orElseGet(() -> working(target, facts));
  }

  private static Optional<OperationEvent> ended(Target target, Facts facts) {
    Optional<Condition> refused =
        target.condition("Accepted").filter(condition -> condition.status().equals("False"));
    if (refused.isPresent()) {
      return refused.map(condition -> failed(facts, condition));
    }
    return target
        .condition(JobStatus.COMPLETE)
        .filter(condition -> !condition.status().equals("Unknown"))
        .map(
            condition ->
                condition.status().equals("True")
                    ? new OperationEvent.Succeeded(facts.now(), condition.message())
                    : failed(facts, condition));
  }

  private static OperationEvent failed(Facts facts, Condition condition) {
    return new OperationEvent.Failed(
        facts.now(),
        new Problem(
            Code.codeOf(condition.reason()),
            condition.message(),
            "See its status in the member for every stream."));
  }

  /** It runs once a Job was recorded for it; until then it can be cancelled. */
  private OperationEvent working(Target target, Facts facts) {
    String message = target.condition(JobStatus.COMPLETE).map(Condition::message).orElse("waiting");
    JsonNode own = target.own();
    if (own.path("job").asText().isEmpty()) {
      return new OperationEvent.Held(facts.now(), message);
    }
    JsonNode progress = own.path("progress");
    return new OperationEvent.Progressed(
        facts.now(),
        progress.isObject()
            ? far(Json.mapper().convertValue(progress, JobProgress.class))
            : new Progress(of.word(), 0, message));
  }

  /** Without bytes, which would be another event every few seconds. */
  private Progress far(JobProgress progress) {
    return new Progress(
        of.word(),
        progress.percent(),
        "%d of %d streams".formatted(progress.streamsDone(), progress.streams()));
  }

  private static OperationEvent held(Facts facts, Code code, String reason) {
    Instant end = facts.watchedSince().plus(facts.deadline());
    return facts.now().isAfter(end)
        ? new OperationEvent.Failed(facts.now(), new Problem(code, reason, "Request it again."))
        : new OperationEvent.Held(facts.now(), reason);
  }
}
