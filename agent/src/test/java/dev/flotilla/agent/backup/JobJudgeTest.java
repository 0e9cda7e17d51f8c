// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.operation.Facts;
import dev.flotilla.agent.operation.Journal;
import dev.flotilla.agent.operation.Target;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobJudgeTest {
  private static final Instant NOW = Instant.parse("2026-12-01T03:00:00Z");
  private static final JobJudge JUDGE = new JobJudge(JobKind.BACKUP);

  @Test
  void itWaitsForTheReconciler() {
    assertThat(onward("{}")).isInstanceOf(OperationEvent.Held.class);
    assertThat(onward(status("Unknown", "OneAtATime", "another is running")))
        .isEqualTo(new OperationEvent.Held(NOW, "another is running"));
  }

  @Test
  void itRunsWithItsJob() {
    String running =
        status("Unknown", "JobRunning", "the Job is running")
            .replace("{'obs", "{'job': 'nightly-backup', 'obs");

    assertThat(onward(running))
        .isEqualTo(
            new OperationEvent.Progressed(NOW, new Progress("backup", 0, "the Job is running")));
    assertThat(
            onward(
                running.replace(
                    "{'job",
                    "{'progress': {'streams': 4, 'streamsDone': 1, 'bytes': 50, 'bytesTotal': 200}, 'job")))
        .isEqualTo(
            new OperationEvent.Progressed(NOW, new Progress("backup", 25, "1 of 4 streams")));
  }

  @Test
  void itEndsWithTheCondition() {
    assertThat(onward(status("True", "BackupComplete", "4 streams")))
        .isEqualTo(new OperationEvent.Succeeded(NOW, "4 streams"));
    assertThat(onward(status("False", "BackupIncomplete", "1 of 4 was not saved")))
        .isInstanceOfSatisfying(
            OperationEvent.Failed.class,
            it -> {
              assertThat(it.problem().code()).isEqualTo("BACKUP_INCOMPLETE");
              assertThat(it.problem().message()).isEqualTo("1 of 4 was not saved");
            });
  }

  @Test
  void aDocumentThatIsNotAcceptedFails() {
    String refused =
        status("True", "BackupComplete", "of the first document")
            .replace("[{", "[{'type': 'Accepted', 'status': 'False', 'reason': 'WrittenOnce'}, {");

    assertThat(onward(refused))
        .isInstanceOfSatisfying(
            OperationEvent.Failed.class,
            it -> assertThat(it.problem().code()).isEqualTo("WRITTEN_ONCE"));
  }

  private static String status(String complete, String reason, String message) {
    return "{'observedGeneration': 1, 'revision': 7, 'conditions': [{'type': 'Complete', 'status':"
        + " '%s', 'reason': '%s', 'message': '%s'}]}".formatted(complete, reason, message);
  }

  private static OperationEvent onward(String status) {
    Target target =
        Target.of(Kind.NATS_BACKUP, 1, 7, Json.mapper().valueToTree(Resources.tree(status)));
    return JUDGE.onward(
        Journal.fresh(new OperationId("01hzzzzzzzzzzzzzzzzzzzzzzz")),
        new Facts(
            false,
            true,
            7,
            "ann",
            Optional.empty(),
            Optional.of(target),
            Optional.empty(),
            Duration.ofMinutes(15),
            NOW,
            NOW));
  }
}
