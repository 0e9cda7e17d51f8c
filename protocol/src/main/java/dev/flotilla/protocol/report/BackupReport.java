// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.report;

import dev.flotilla.protocol.Code;
import java.time.Instant;
import java.util.Optional;

/**
 * A {@link ResourceReport} about a NatsBackup or a NatsRestore with its facts, as the API shows it.
 *
 * @param managedBy {@code hub} or {@code local}
 * @param revision of the hub's document that this state answers; 0 when managed locally
 * @param generation of the resource that this state answers
 * @param state {@code Waiting}, {@code Running}, {@code Complete}, {@code Incomplete} when some of
 *     what was selected was not saved or restored, or {@code Failed}
 * @param reason the stable reason of the Complete condition, such as {@code BackupComplete}
 * @param message a sentence for a person
 * @param facts what only these kinds have
 * @param at the agent's clock
 */
public record BackupReport(
    String managedBy,
    long revision,
    long generation,
    String state,
    String reason,
    String message,
    BackupFacts facts,
    Instant at) {
  /** The condition that reports whether all that was selected was saved or restored. */
  public static final String COMPLETE = "Complete";

  private static final String WAITING = "Waiting";

  /**
   * Of a report about one.
   *
   * @throws IllegalArgumentException if its facts are of another kind
   */
  public static BackupReport of(ResourceReport report) {
    Optional<ResourceReport.Condition> complete = report.condition(COMPLETE);
    return new BackupReport(
        report.managedBy(),
        report.revision(),
        report.generation(),
        complete.map(BackupReport::state).orElse(WAITING),
        complete.map(ResourceReport.Condition::reason).orElse("Unknown"),
        complete.map(ResourceReport.Condition::message).orElse(""),
        report.facts(BackupFacts.class).orElse(BackupFacts.NONE),
        report.at());
  }

  private static String state(ResourceReport.Condition complete) {
    if (complete.holds()) {
      return COMPLETE;
    }
    if (is(complete, Code.BACKUP_INCOMPLETE) || is(complete, Code.RESTORE_INCOMPLETE)) {
      return "Incomplete";
    }
    if (complete.status().equals("False")) {
      return "Failed";
    }
    return is(complete, Code.JOB_RUNNING) ? "Running" : WAITING;
  }

  private static boolean is(ResourceReport.Condition complete, Code code) {
    return complete.reason().equals(code.reason());
  }
}
