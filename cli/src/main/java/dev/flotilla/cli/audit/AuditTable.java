// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.audit;

import dev.flotilla.cli.output.Table;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Audit rows as 'audit list' shows them. */
final class AuditTable {
  private static final List<String> HEADINGS =
      List.of("ROW", "AT", "ACTOR", "ACTION", "SUBJECT", "OUTCOME", "CODE", "DETAIL");

  private AuditTable() {}

  static Table of(List<AuditRow> rows) {
    return new Table(HEADINGS, rows.stream().map(AuditRow::entry).map(AuditTable::row).toList());
  }

  private static List<String> row(AuditEntry entry) {
    return List.of(
        String.valueOf(entry.sequence()),
        entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        entry.actor(),
        entry.action(),
        entry.subject().isEmpty() ? "-" : entry.subject(),
        entry.outcome().token(),
        entry.code().isEmpty() ? "-" : entry.code(),
        entry.detail());
  }
}
