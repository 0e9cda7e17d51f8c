// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.output.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The catalogue for people: where it is from, and a row for each line. */
final class CatalogueScreen {
  private static final List<String> HEADINGS =
      List.of("LINE", "SUPPORT", "FLOOR", "API LEVEL", "UPGRADES TO", "RELEASES");

  private CatalogueScreen() {}

  static String of(JsonNode catalogue, boolean headings) {
    Table lines =
        new Table(HEADINGS, items(catalogue.path("lines")).map(CatalogueScreen::row).toList());
    return headings ? head(catalogue) + "\n" + lines.render(true) : lines.render(false);
  }

  private static String head(JsonNode catalogue) {
    JsonNode source = catalogue.path("source");
    String origin =
        source.path("signedBy").isMissingNode()
            ? "bundled with the hub"
            : "imported by %s at %s, signed by root %s"
                .formatted(
                    source.path("importedBy").asText(),
                    source.path("importedAt").asText(),
                    source.path("signedBy").asText());
    return "Catalogue %s of %s, %s\n"
        .formatted(catalogue.path("serial").asText(), catalogue.path("issued").asText(), origin);
  }

  private static List<String> row(JsonNode line) {
    return List.of(
        line.path("name").asText(),
        line.path("support").asText(),
        line.path("floor").asText("none"),
        line.path("apiLevel").asText(),
        joined(items(line.path("upgradesTo")).map(JsonNode::asText)),
        joined(items(line.path("releases")).map(release -> release.path("version").asText())));
  }

  static Stream<JsonNode> items(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  /** Texts with commas between them; a hyphen for none. */
  static String joined(Stream<String> texts) {
    String joined = texts.collect(Collectors.joining(", "));
    return joined.isEmpty() ? "-" : joined;
  }
}
