// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What became of the keys: a line for each that a person must know of, and a count of all. */
final class ImportNotes {
  /** What is as it was needs no line. */
  private static final Set<String> SILENT = Set.of("kept", "default");

  private ImportNotes() {}

  static String render(JsonNode notes) {
    List<JsonNode> all = StreamSupport.stream(notes.spliterator(), false).toList();
    String lines =
        all.stream()
            .filter(note -> !SILENT.contains(note.path("verdict").asText()))
            .map(ImportNotes::lines)
            .collect(Collectors.joining());
    return lines + counts(all);
  }

  private static String lines(JsonNode note) {
    return "%s: %s. %s%n    %s%n"
        .formatted(
            note.path("key").asText(),
            note.path("verdict").asText(),
            note.path("reason").asText(),
            note.path("advice").asText());
  }

  private static String counts(List<JsonNode> notes) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    notes.forEach(note -> counts.merge(note.path("verdict").asText(), 1, Integer::sum));
    String sums =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return "Keys: " + (sums.isEmpty() ? "none" : sums) + "\n";
  }
}
