// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.chart;

import dev.flotilla.nats.chart.Note;
import dev.flotilla.nats.chart.Note.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The outcome of an import: a line for each key that needs attention, and a count of all. */
final class ImportNotes {
  /** Keys that are kept as they are need no line. */
  private static final Set<Verdict> SILENT = Set.of(Verdict.KEPT, Verdict.DEFAULT);

  private ImportNotes() {}

  static String render(List<Note> notes) {
    String lines =
        notes.stream()
            .filter(note -> !SILENT.contains(note.verdict()))
            .map(ImportNotes::lines)
            .collect(Collectors.joining());
    return lines + counts(notes);
  }

  private static String lines(Note note) {
    return "%s: %s. %s%n    %s%n"
        .formatted(note.key(), note.verdict().text(), note.reason(), note.advice());
  }

  private static String counts(List<Note> notes) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    notes.forEach(note -> counts.merge(note.verdict().text(), 1, Integer::sum));
    String sums =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return "Keys: " + (sums.isEmpty() ? "none" : sums) + "\n";
  }
}
