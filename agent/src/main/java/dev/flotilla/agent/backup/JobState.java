// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What Kubernetes knows of a Job and of its pods. */
sealed interface JobState {
  /** There is no such Job. */
  record Absent() implements JobState {}

  /**
   * No pod has started yet.
   *
   * @param reason why, a clause
   * @param since when the Job was created
   */
  record Starting(String reason, Instant since) implements JobState {}

  /** A pod runs, or the next one follows a failed one. */
  record Running(String message) implements JobState {}

  /** It was successful. */
  record Ended() implements JobState {}

  /** It has failed, and no further pod follows. */
  record Failed(Problem problem) implements JobState {}

  /** Reads it. */
  static JobState of(Live job, List<Live> pods) {
    if (holds(job, "Complete") || holds(job, "SuccessCriteriaMet")) {
      return new Ended();
    }
    return condition(job, "Failed")
        .or(() -> condition(job, "FailureTarget"))
        .<JobState>map(failed -> new Failed(problem(failed, pods)))
        .orElseGet(() -> unended(job, pods));
  }

  private static JobState unended(Live job, List<Live> pods) {
    long failed = Tree.number(job.tree(), "status", "failed");
    if (failed == 0 && pods.stream().noneMatch(JobPod::hasStarted)) {
      return new Starting(
          JobPod.newest(pods).map(JobPod::waitingFor).orElse("its pod is being created"),
          Instant.parse(Tree.text(job.tree(), "metadata", "creationTimestamp")));
    }
    return new Running(
        failed == 0
            ? "the Job is running"
            : "the Job is running again after %d failed pods: %s"
                .formatted(failed, JobPod.cause(pods)));
  }

  private static Problem problem(Object failed, List<Live> pods) {
    String reason = Tree.text(failed, "reason");
    if (reason.equals("DeadlineExceeded")) {
      return new Problem(
          Code.JOB_DEADLINE_EXCEEDED,
          "the Job did not end within 24 hours, for which its credentials are valid",
          "Select fewer streams, or raise spec.parallel.");
    }
    return new Problem(
        Code.JOB_FAILED,
        "the Job failed without a result (%s): %s".formatted(reason, JobPod.cause(pods)),
        "Fix the cause, and create another one.");
  }

  private static boolean holds(Live job, String type) {
    return condition(job, type).isPresent();
  }

  private static Optional<Object> condition(Live job, String type) {
    return Tree.list(job.tree(), "status", "conditions").stream()
        .filter(condition -> Tree.text(condition, "type").equals(type))
        .filter(condition -> Tree.text(condition, "status").equals("True"))
        .map(Object.class::cast)
        .findFirst();
  }
}
