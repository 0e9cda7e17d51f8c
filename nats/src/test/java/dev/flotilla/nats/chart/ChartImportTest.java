// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.chart.Conversion.Imported;
import dev.flotilla.nats.chart.Conversion.Refused;
import dev.flotilla.nats.chart.Note.Verdict;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code imports} holds values of the chart, the resulting NatsCluster, and the
 * outcome of each key.
 */
class ChartImportTest {
  private static final Path IMPORTS = Path.of("src/test/imports");
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
          .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
          .build();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Wanted NOTHING =
      new Wanted(Optional.empty(), Optional.empty(), Optional.empty());

  static List<Path> imports() throws IOException {
    try (Stream<Path> folders = Files.list(IMPORTS)) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("imports")
  void valuesBecomeADocumentAndNotes(Path folder) throws IOException {
    Imported imported = imported(values(folder), NOTHING);

    Golden.check(
        folder.resolve("cluster.yaml"),
        "# SPDX-License-Identifier: Apache-2.0\n" + YAML.writeValueAsString(imported.document()));
    Golden.check(folder.resolve("notes.txt"), lines(imported.notes()));
  }

  @ParameterizedTest
  @MethodSource("imports")
  void theParserAcceptsWhatComesOut(Path folder) throws IOException {
    Imported imported = imported(values(folder), NOTHING);

    assertThat(
            NatsClusterParser.parse(imported.document(), Stage.FIRST_DEPLOY, Catalogue.bundled())
                .errors())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("imports")
  void everyValueIsAccountedFor(Path folder) throws IOException {
    ChartValues values = values(folder);

    assertThat(imported(values, NOTHING).notes())
        .extracting(Note::key)
        .doesNotHaveDuplicates()
        .containsAll(values.leaves().stream().map(ChartValues.Leaf::key).toList());
  }

  @Test
  void everyDefaultOfTheChartIsKnownAsOne() {
    ObjectNode defaults = JsonNodeFactory.instance.objectNode();
    ChartKeys.bundled()
        .rules()
        .forEach(
            (key, rule) -> {
              if (!key.endsWith("*") && !rule.standard().isNull()) {
                int dot = key.lastIndexOf('.');
                String parent = dot < 0 ? "" : "/" + key.substring(0, dot).replace('.', '/');
                (parent.isEmpty() ? defaults : defaults.withObject(parent))
                    .set(key.substring(dot + 1), rule.standard());
              }
            });

    assertThat(imported(new ChartValues(defaults), NOTHING).notes())
        .filteredOn(note -> note.verdict() != Verdict.DEFAULT && note.verdict() != Verdict.KEPT)
        .extracting(Note::key)
        .containsExactly("natsBox.enabled", "container.image.tag");
  }

  @Test
  void whatIsAskedForWins() {
    Wanted wanted = new Wanted(Optional.of("orders"), Optional.of("shop"), Optional.of("2.15.2"));

    JsonNode document = imported(new ChartValues(empty()), wanted).document();

    assertThat(document.at("/metadata/name").asText()).isEqualTo("orders");
    assertThat(document.at("/metadata/namespace").asText()).isEqualTo("shop");
    assertThat(document.at("/spec/version").asText()).isEqualTo("2.15.2");
  }

  @Test
  void whatIsAskedForAndCannotBeIsRefused() {
    Wanted wanted = new Wanted(Optional.of("Orders!"), Optional.empty(), Optional.of("1.0.0"));

    assertThat(new ChartValues(empty()).imported(wanted, Catalogue.bundled()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.findings())
                    .extracting(Finding::code)
                    .contains(FindingCode.BAD_NAME, FindingCode.UNKNOWN_VERSION));
  }

  @Test
  void theReleaseComesFromTheCatalogueAtHand() throws IOException {
    Catalogue newer =
        Catalogue.read(
            """
            {"format": 1, "serial": 1, "issued": "2026-12-24",
             "image": "docker.io/library/nats:{version}",
             "lines": [{"name": "2.15", "support": "current", "apiLevel": 5, "floor": "2.15.0",
                        "releases": [{"version": "2.15.7"}]}],
             "addons": %s}"""
                .formatted(JSON.writeValueAsString(Catalogue.bundled().addons()))
                .getBytes(UTF_8));

    Conversion conversion = new ChartValues(empty()).imported(NOTHING, newer);

    assertThat(((Imported) conversion).document().at("/spec/version").asText()).isEqualTo("2.15.7");
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ChartValues values(Path folder) throws IOException {
    return new ChartValues((ObjectNode) YAML.readTree(folder.resolve("values.yaml").toFile()));
  }

  private static Imported imported(ChartValues values, Wanted wanted) {
    return (Imported) values.imported(wanted, Catalogue.bundled());
  }

  private static String lines(List<Note> notes) {
    return notes.stream()
        .map(
            note ->
                "%s: %s%n".formatted(note.key(), note.verdict().text())
                    + Stream.of(note.reason(), note.advice())
                        .filter(text -> !text.isEmpty())
                        .map("  %s%n"::formatted)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining());
  }
}
