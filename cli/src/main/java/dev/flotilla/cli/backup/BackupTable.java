// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Bytes;
import dev.flotilla.cli.output.Table;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.BackupReport;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Backups as 'backup list' shows them. */
final class BackupTable {
  private static final List<String> HEADINGS =
      List.of("NAME", "CLUSTER", "SET", "AGE", "STREAMS", "MESSAGES", "SIZE", "VERIFIED", "STATE");

  private BackupTable() {}

  static Table of(List<BackupView> backups, Instant now) {
    return new Table(HEADINGS, backups.stream().map(one -> row(one, now)).toList());
  }

  private static List<String> row(BackupView backup, Instant now) {
    BackupReport report = backup.report();
    BackupFacts facts = report == null ? BackupFacts.NONE : report.facts();
    return List.of(
        backup.address(),
        backup.cluster(),
        Objects.requireNonNullElse(facts.set(), "-"),
        Ages.since(backup.requestedAt(), now),
        streams(facts.progress()),
        facts.messages() == null ? "-" : String.valueOf(facts.messages()),
        Bytes.of(facts.bytes()),
        verified(facts.verified(), now),
        backup.state());
  }

  private static String streams(BackupFacts.@Nullable Progress progress) {
    return progress == null ? "-" : progress.streamsDone() + "/" + progress.streams();
  }

  private static String verified(BackupFacts.@Nullable Verified verified, Instant now) {
    return verified == null
        ? "no"
        : verified.level() + ", " + Ages.since(Instant.parse(verified.at()), now);
  }
}
