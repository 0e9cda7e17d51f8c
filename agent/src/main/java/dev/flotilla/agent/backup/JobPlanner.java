// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.engine.Result;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.util.Objects;
import java.util.Optional;

/** Decides what happens to a NatsBackup or a NatsRestore next, from facts alone. */
final class JobPlanner {
  private JobPlanner() {}

  static Decision next(JobFacts facts) {
    if (facts.status().job() == null) {
      return unbegun(facts);
    }
    return facts.status().ended() ? new Decision.Rest() : begun(facts);
  }

  private static Decision unbegun(JobFacts facts) {
    if (facts.refusal().isPresent()) {
      return new Decision.Refuse(facts.refusal().get());
    }
    return facts
        .hindrance()
        .or(facts::other)
        .<Decision>map(Decision.Wait::new)
        .orElseGet(Decision.Begin::new);
  }

  private static Decision begun(JobFacts facts) {
    Optional<Result> result = result(facts.status());
    if (result.isPresent()) {
      return new Decision.Conclude(result.get());
    }
    return switch (facts.job()) {
      case JobState.Absent() -> absent(facts);
      case JobState.Starting starting -> starting(facts, starting);
      case JobState.Running(var message) ->
          new Decision.Watch(new Problem(Code.JOB_RUNNING, message, ""));
      case JobState.Failed(var problem) -> new Decision.Fail(problem);
      case JobState.Ended() ->
          new Decision.Fail(
              new Problem(
                  Code.JOB_FAILED,
                  "the Job ended without a result",
                  "See the log of its pod; then create another "
                      + facts.kind().kind().name()
                      + "."));
    };
  }

  private static Decision absent(JobFacts facts) {
    if (facts.status().jobCreatedAt() != null) {
      return new Decision.Fail(
          new Problem(
              Code.JOB_DELETED,
              "Job " + facts.status().job() + " was deleted before it had a result",
              "Create another " + facts.kind().kind().name() + "."));
    }
    if (facts.refusal().isPresent()) {
      return new Decision.Fail(facts.refusal().get());
    }
    return facts.hindrance().<Decision>map(Decision.Watch::new).orElseGet(Decision.Create::new);
  }

  private static Decision starting(JobFacts facts, JobState.Starting job) {
    return facts.now().isBefore(job.since().plus(facts.patience()))
        ? new Decision.Watch(new Problem(Code.JOB_STARTING, job.reason(), ""))
        : new Decision.Fail(
            new Problem(
                Code.JOB_NOT_STARTED,
                "no pod of the Job started within %d min: %s"
                    .formatted(facts.patience().toMinutes(), job.reason()),
                "Fix the cause, and create another " + facts.kind().kind().name() + "."));
  }

  private static Optional<Result> result(JobStatus status) {
    JsonNode tree = status.result();
    return Optional.ofNullable(tree)
        .filter(JsonNode::isObject)
        .map(node -> Objects.requireNonNull(Json.mapper().convertValue(node, Result.class)));
  }
}
