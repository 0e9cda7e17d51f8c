// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.process;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.process.Launcher.Run;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.nats.testing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without a login the command line gives the answers of the hub's API, byte by byte. */
class OfflineIT {
  /** Of files, other kinds are skipped. */
  private static final String OTHER_KIND = "wrong-kind";

  @TempDir static Path folder;
  private static HubProcess hub;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    hub = new HubProcess(folder).start();
  }

  @AfterAll
  static void stop() {
    hub.close();
  }

  static List<Path> imports() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("../nats/src/test/imports"))) {
      return folders.sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("imports")
  void importsAsTheHubDoes(Path values) throws Exception {
    Path file = values.resolve("values.yaml");
    JsonNode answer =
        answer(hub.admin().post("/api/v1/imports/nats-chart", Map.of("values", tree(file))));

    Run run = offline("import", file.toString());

    assertThat(run.exit()).isZero();
    assertThat(run.out()).isEqualTo(Formats.yaml().writeValueAsString(answer.path("document")));
    assertThat(run.err()).isEqualTo(notes(answer.path("notes")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void validatesAsTheHubDoes(boolean running) throws Exception {
    List<Path> files =
        Scenario.all().stream()
            .map(Scenario::document)
            .filter(document -> !document.getParent().endsWith(OTHER_KIND))
            .toList();
    List<String> command = new ArrayList<>(List.of("validate", "-o", "json"));
    command.addAll(running ? List.of("--running", "-f") : List.of("-f"));
    files.forEach(file -> command.add(file.toString()));

    JsonNode report = Formats.json().readTree(offline(command.toArray(String[]::new)).out());

    assertThat(report.path("documents")).hasSameSizeAs(files);
    for (int index = 0; index < files.size(); index++) {
      JsonNode document = report.path("documents").get(index);
      String path = "/api/v1/validations/natscluster?running=" + running;
      JsonNode answer = answer(hub.admin().post(path, tree(files.get(index))));
      assertThat(withoutLines(document)).as(files.get(index).toString()).isEqualTo(answer);
    }
  }

  @Test
  void hasTheProfilesOfTheHub() throws Exception {
    JsonNode items = answer(hub.admin().get("/api/v1/profiles")).path("items");

    assertThat(json(offline("profiles", "-o", "json")).path("items")).isEqualTo(items);
    for (JsonNode profile : items) {
      String name = profile.path("name").asText();
      assertThat(json(offline("profiles", name, "-o", "json")).path("spec"))
          .isEqualTo(profile.path("spec"));
    }
  }

  @Test
  void hasTheSchemaOfTheHub() throws Exception {
    assertThat(json(offline("schema")))
        .isEqualTo(answer(hub.admin().get("/api/v1/schemas/natscluster")));
  }

  @Test
  void readsADocumentFromItsInput() throws Exception {
    String document = Files.readString(Scenario.accepted().getFirst().document());

    Run run = new Launcher(home).run(document, List.of("validate", "-f", "-"));

    assertThat(run.exit()).as(run.out() + run.err()).isZero();
    assertThat(run.out()).contains("Documents: 1 valid");
  }

  private static JsonNode answer(ApiClient.Reply reply) {
    assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
    return reply.body();
  }

  private static JsonNode tree(Path file) throws IOException {
    return Formats.yaml().readTree(Files.readString(file));
  }

  private static JsonNode json(Run run) throws IOException {
    assertThat(run.exit()).as(run.err()).isZero();
    return Formats.json().readTree(run.out());
  }

  /** What the hub's answer holds, which knows of no files. */
  private static ObjectNode withoutLines(JsonNode document) {
    ObjectNode answer = Formats.json().createObjectNode();
    document.path("findings").forEach(finding -> ((ObjectNode) finding).remove("line"));
    return answer
        .put("valid", document.path("outcome").asText().equals("valid"))
        .set("findings", document.path("findings"));
  }

  private static String notes(JsonNode notes) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    notes.forEach(note -> counts.merge(note.path("verdict").asText(), 1, Integer::sum));
    return StreamSupport.stream(notes.spliterator(), false)
            .filter(note -> !List.of("kept", "default").contains(note.path("verdict").asText()))
            .map(OfflineIT::lines)
            .collect(joining())
        + "Keys: "
        + counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(joining(", "))
        + "\n";
  }

  private static String lines(JsonNode note) {
    return "%s: %s. %s\n    %s\n"
        .formatted(
            note.path("key").asText(),
            note.path("verdict").asText(),
            note.path("reason").asText(),
            note.path("advice").asText());
  }

  private Run offline(String... arguments) throws Exception {
    return new Launcher(home).run(arguments);
  }
}
