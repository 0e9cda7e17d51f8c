// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.catalogue;

import static dev.flotilla.cli.catalogue.CatalogueScreen.items;
import static dev.flotilla.cli.catalogue.CatalogueScreen.joined;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.output.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The screen for one version of the catalogue. */
final class VersionScreen {
  private VersionScreen() {}

  static String of(JsonNode version) {
    StringBuilder screen =
        new StringBuilder(version.path("version").asText() + " " + judgement(version) + "\n");
    if (version.has("image")) {
      screen.append('\n').append(new Table(List.of("", ""), facts(version)).render(false));
    }
    JsonNode advisories = version.path("advisories");
    if (!advisories.isEmpty()) {
      screen.append('\n').append(advisories(advisories).render(true));
    }
    return screen.toString();
  }

  private static String judgement(JsonNode version) {
    JsonNode line = version.path("line");
    return switch (version.path("judgement").asText()) {
      case "known" -> "is in the catalogue";
      case "unlisted" ->
          "is not in the catalogue; it is deployed with a warning, as a release of line "
              + line.path("name").asText();
      case "below-floor" ->
          line.has("floor")
              ? "is below the security floor of its line, " + line.path("floor").asText()
              : "has published vulnerabilities that no release of its line fixes";
      case "unknown-line" -> "is of a line that the catalogue does not have";
      default -> "is not a released version";
    };
  }

  private static List<List<String>> facts(JsonNode version) {
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("Image", version.path("image").asText()));
    if (version.has("line")) {
      JsonNode line = version.path("line");
      facts.add(
          List.of(
              "Line",
              "%s, support %s, API level %s"
                  .formatted(
                      line.path("name").asText(),
                      line.path("support").asText(),
                      line.path("apiLevel").asText())));
      facts.add(
          List.of(
              "Upgrade path", joined(items(version.path("upgradePath")).map(JsonNode::asText))));
      items(line.path("changes")).forEach(change -> facts.add(List.of("Change", change.asText())));
    }
    items(version.path("notes")).forEach(note -> facts.add(List.of("Note", note.asText())));
    return facts;
  }

  private static Table advisories(JsonNode advisories) {
    return new Table(
        List.of("ADVISORY", "FIXED IN", "SUMMARY"),
        items(advisories)
            .map(
                advisory ->
                    List.of(
                        advisory.path("id").asText(),
                        joined(items(advisory.path("fixedIn")).map(JsonNode::asText)),
                        advisory.path("summary").asText()))
            .collect(Collectors.toList()));
  }
}
