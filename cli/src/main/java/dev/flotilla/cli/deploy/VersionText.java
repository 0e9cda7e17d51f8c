// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import dev.flotilla.cli.output.Fields;
import dev.flotilla.protocol.query.VersionChange;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The change of version in a plan, as fields and one sentence a line. */
final class VersionText {
  private static final int NAMED = 10;

  private VersionText() {}

  static String of(VersionChange change) {
    String way =
        Stream.concat(Stream.of(change.from()), change.steps().stream())
            .collect(Collectors.joining(" -> "));
    Fields fields = new Fields().add("Version", way);
    if (!change.expectedTime().isEmpty()) {
      fields.add("Expected time", change.expectedTime());
    }
    add(fields, "Advisories closed", change.advisories());
    add(fields, "Advisories reopened", change.reopened());
    add(fields, "Features in use", change.features().stream().map(VersionText::use).toList());
    add(fields, "Interrupted", change.interrupted());
    add(fields, "Clients", change.clients().stream().map(VersionText::client).toList());
    return fields.add("Rollback", change.rollback()).render()
        + change.notes().stream().map(note -> "  " + note + "\n").collect(Collectors.joining());
  }

  private static void add(Fields fields, String label, List<String> values) {
    if (!values.isEmpty()) {
      String more = values.size() > NAMED ? " and " + (values.size() - NAMED) + " more" : "";
      fields.add(label, values.stream().limit(NAMED).collect(Collectors.joining(", ")) + more);
    }
  }

  private static String use(VersionChange.Use use) {
    String features = use.features().isEmpty() ? "" : String.join(", ", use.features()) + ", ";
    return "%s (%slevel %d)".formatted(use.asset(), features, use.apiLevel());
  }

  private static String client(VersionChange.Client client) {
    return "%d with %s"
        .formatted(
            client.connections(),
            client.library().isEmpty() ? "an unknown library" : client.library());
  }
}
