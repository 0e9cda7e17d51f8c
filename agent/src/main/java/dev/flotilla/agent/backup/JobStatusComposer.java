// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.backup.engine.Result;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.backup.StreamNote;
import dev.flotilla.nats.backup.Verification;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Composes the status after a decision. Pure; what the Job writes is left out, so that the Job
 * stays the owner of it.
 *
 * @param kind of the resource
 * @param generation of the resource
 * @param revision revision of the hub's document; null for a local one
 * @param before the status as it was
 * @param now the present
 */
record JobStatusComposer(
    JobKind kind, long generation, @Nullable Long revision, JobStatus before, Instant now) {
  private static final String ACCEPTED = "Accepted";

  /** The status after any decision but a beginning. */
  JobStatus after(Decision decision) {
    return switch (decision) {
      case Decision.Rest() -> with(kept(accepted()), before.set(), before.jobCreatedAt());
      case Decision.Refuse(var problem) ->
          waiting(refused(problem), complete("False", Code.NOT_ACCEPTED.name(), sentence(problem)));
      case Decision.Wait(var problem) -> waiting(accepted(), unknown(problem));
      case Decision.Watch(var problem) -> waiting(accepted(), unknown(problem));
      case Decision.Fail(var problem) ->
          waiting(accepted(), complete("False", problem.code(), sentence(problem)));
      case Decision.Conclude(var result) -> concluded(result);
      case Decision.Begin _, Decision.Create _ -> before;
    };
  }

  /** The status that reserves the NatsCluster for a Job, before it is created. */
  JobStatus begun(String job, String set) {
    return new JobStatus(
        generation,
        revision,
        conditions(
            accepted(), unknown(new Problem(Code.JOB_STARTING, "the Job is being created", ""))),
        job,
        null,
        set,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  /** The status once the Job exists. */
  JobStatus created(String at) {
    return with(
        conditions(
            accepted(), unknown(new Problem(Code.JOB_STARTING, "its pod is being created", ""))),
        before.set(),
        at);
  }

  private JobStatus waiting(Condition accepted, Condition complete) {
    return with(conditions(accepted, complete), before.set(), before.jobCreatedAt());
  }

  private JobStatus with(
      List<Condition> conditions, @Nullable String set, @Nullable String createdAt) {
    return new JobStatus(
        generation,
        revision,
        conditions,
        before.job(),
        createdAt,
        set,
        null,
        before.streams(),
        before.streamsTotal(),
        before.verified(),
        before.messages(),
        before.bytes(),
        null);
  }

  private JobStatus concluded(Result result) {
    List<StreamNote> streams =
        result.notSaved().stream()
            .map(stream -> new StreamNote(stream.stream(), stream.code(), stream.reason()))
            .toList();
    Result.Verified verified = result.verified();
    return new JobStatus(
        generation,
        revision,
        conditions(accepted(), verdict(result)),
        before.job(),
        before.jobCreatedAt(),
        result.set() == null ? before.set() : result.set(),
        null,
        streams.isEmpty() ? null : streams,
        result.notSavedTotal(),
        verified == null ? null : new Verification(verified.level(), verified.at()),
        result.counts().messages(),
        result.counts().bytes(),
        null);
  }

  /** What failed as a whole has the engine's own code; each stream that is missing has one, too. */
  private Condition verdict(Result result) {
    String code = result.code();
    return switch (result.state()) {
      case COMPLETE -> complete("True", kind.complete().name(), result.message());
      case INCOMPLETE -> complete("False", kind.incomplete().name(), result.message());
      case FAILED ->
          complete("False", code == null ? kind.failed().name() : code, result.message());
    };
  }

  private List<Condition> kept(Condition accepted) {
    return conditions(accepted, before.complete().orElseThrow());
  }

  private static List<Condition> conditions(Condition accepted, Condition complete) {
    return List.of(accepted, complete);
  }

  /** A document that was changed after its Job was recorded is not carried out. */
  private Condition accepted() {
    return before.job() == null || generation == judged()
        ? condition(ACCEPTED, "True", Code.VALID.name(), "the document is valid")
        : refused(
            new Problem(
                Code.WRITTEN_ONCE,
                "the document was changed after its Job was created",
                "Create another " + kind.kind().name() + ": a set is written once."));
  }

  private Condition refused(Problem problem) {
    return condition(ACCEPTED, "False", problem.code(), sentence(problem));
  }

  private Condition unknown(Problem problem) {
    return complete("Unknown", problem.code(), sentence(problem));
  }

  private Condition complete(String status, String code, String message) {
    Condition condition = condition(JobStatus.COMPLETE, status, code, message);
    return new Condition(
        condition.type(),
        status,
        condition.reason(),
        message,
        condition.lastTransitionTime(),
        judged());
  }

  /** A Job carries out the generation that it was created for, whatever the resource has since. */
  private long judged() {
    return before.job() == null
        ? generation
        : before.complete().map(Condition::observedGeneration).orElse(generation);
  }

  private Condition condition(String type, String status, String code, String message) {
    String since =
        Optional.ofNullable(before.conditions()).orElseGet(List::of).stream()
            .filter(known -> known.type().equals(type) && known.status().equals(status))
            .map(Condition::lastTransitionTime)
            .findFirst()
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    return new Condition(type, status, Code.reasonOf(code), message, since, generation);
  }

  private static String sentence(Problem problem) {
    return problem.hint().isEmpty() ? problem.message() : problem.message() + ". " + problem.hint();
  }

  /** What the Job has written, for comparisons and reports. */
  static JobStatus withOfJob(JobStatus own, JobStatus stored) {
    return new JobStatus(
        own.observedGeneration(),
        own.revision(),
        own.conditions(),
        own.job(),
        own.jobCreatedAt(),
        own.set(),
        stored.progress(),
        own.streams(),
        own.streamsTotal(),
        own.verified(),
        own.messages(),
        own.bytes(),
        stored.result());
  }
}
