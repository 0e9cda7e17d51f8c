// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.protocol.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobPlannerTest {
  private static final Instant NOW = Instant.parse("2026-12-01T03:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(15);
  private static final Optional<Problem> NOTHING = Optional.empty();
  private static final Problem PROBLEM = new Problem("CLUSTER_NOT_FOUND", "there is none", "");
  private static final String RECORDED =
      "{'job': 'nightly-backup', 'conditions': [{'type': 'Complete', 'status': 'Unknown',"
          + " 'observedGeneration': 1}]}";
  private static final String CREATED =
      RECORDED.replace("'job':", "'jobCreatedAt': '2026-12-01T02:00:00Z', 'job':");
  private static final String ENDED = CREATED.replace("Unknown", "True");

  @Test
  void aValidDocumentBeginsUnlessSomethingHinders() {
    assertThat(decide("{}", NOTHING, NOTHING)).isInstanceOf(Decision.Begin.class);
    assertThat(decide("{}", NOTHING, Optional.of(PROBLEM))).isEqualTo(new Decision.Wait(PROBLEM));
    assertThat(decide("{}", Optional.of(PROBLEM), NOTHING)).isEqualTo(new Decision.Refuse(PROBLEM));
  }

  @Test
  void oneWaitsForAnother() {
    JobFacts facts = facts("{}", new JobState.Absent());

    assertThat(
            JobPlanner.next(
                new JobFacts(
                    facts.kind(),
                    facts.generation(),
                    facts.status(),
                    NOTHING,
                    NOTHING,
                    Optional.of(PROBLEM),
                    facts.job(),
                    PATIENCE,
                    NOW)))
        .isEqualTo(new Decision.Wait(PROBLEM));
  }

  @Test
  void aRecordedJobIsCreatedOnce() {
    assertThat(decide(RECORDED, new JobState.Absent())).isInstanceOf(Decision.Create.class);
    assertThat(failure(decide(CREATED, new JobState.Absent()))).isEqualTo("JOB_DELETED");
  }

  @Test
  void aRecordedJobIsNotCreatedWhileSomethingHinders() {
    assertThat(decide(RECORDED, NOTHING, Optional.of(PROBLEM)))
        .isEqualTo(new Decision.Watch(PROBLEM));
  }

  @Test
  void aPodMayTakeItsTimeToStartButNotForEver() {
    JobState starting = new JobState.Starting("Unschedulable: no node", NOW.minus(PATIENCE));
    JobState early = new JobState.Starting("Unschedulable: no node", NOW);

    assertThat(decide(CREATED, early)).isInstanceOf(Decision.Watch.class);
    assertThat(failure(decide(CREATED, starting))).isEqualTo("JOB_NOT_STARTED");
  }

  @Test
  void aJobWithoutAResultIsAFailure() {
    assertThat(failure(decide(CREATED, new JobState.Ended()))).isEqualTo("JOB_FAILED");
    assertThat(failure(decide(CREATED, new JobState.Failed(PROBLEM))))
        .isEqualTo("CLUSTER_NOT_FOUND");
  }

  @Test
  void theResultCountsWhateverBecameOfTheJob() {
    String withResult =
        "{'result': {'state': 'failed', 'code': 'DISK_FULL', 'message': 'm'},"
            + CREATED.substring(1);

    assertThat(decide(withResult, new JobState.Absent()))
        .isInstanceOfSatisfying(
            Decision.Conclude.class, it -> assertThat(it.result().code()).isEqualTo("DISK_FULL"));
  }

  @Test
  void anEndedOneIsNeverRunAgain() {
    assertThat(decide(ENDED, new JobState.Absent())).isInstanceOf(Decision.Rest.class);
  }

  @Test
  void aDocumentThatWasChangedSinceIsRefused() {
    JobStatus after =
        new JobStatusComposer(JobKind.BACKUP, 2, null, Resources.status(ENDED), NOW)
            .after(new Decision.Rest());

    assertThat(after.conditions())
        .extracting(Condition::status, Condition::reason)
        .first()
        .isEqualTo(tuple("False", "WrittenOnce"));
    assertThat(after.complete().orElseThrow().status()).isEqualTo("True");
  }

  @Test
  void theConditionKeepsTheGenerationOfItsJob() {
    JobStatus before = Resources.status(CREATED);
    var composer = new JobStatusComposer(JobKind.BACKUP, 2, null, before, NOW);

    JobStatus after = composer.after(new Decision.Fail(PROBLEM));

    assertThat(after.complete().orElseThrow().observedGeneration()).isEqualTo(1);
    assertThat(after.ended()).isTrue();
    assertThat(after.progress()).isNull();
    assertThat(after.result()).isNull();
  }

  private static Decision decide(String status, JobState job) {
    return JobPlanner.next(facts(status, job));
  }

  private static Decision decide(
      String status, Optional<Problem> refusal, Optional<Problem> hindrance) {
    return JobPlanner.next(
        new JobFacts(
            JobKind.BACKUP,
            1,
            Resources.status(status),
            refusal,
            hindrance,
            NOTHING,
            new JobState.Absent(),
            PATIENCE,
            NOW));
  }

  private static JobFacts facts(String status, JobState job) {
    return new JobFacts(
        JobKind.BACKUP, 1, Resources.status(status), NOTHING, NOTHING, NOTHING, job, PATIENCE, NOW);
  }

  private static String failure(Decision decision) {
    return decision instanceof Decision.Fail(var problem) ? problem.code() : decision.toString();
  }
}
