// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.hub.Trace;
import dev.flotilla.cli.main.Flotilla;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.ContextFile;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.session.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each folder under {@code scenarios} is one command: {@code given.yaml} holds its arguments and
 * what the hub answers, {@code expected.txt} its requests, output and exit code. Written anew by
 * {@code -Dbless=true}.
 */
class ScenarioTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/scenarios");
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final TestCertificates CERTIFICATES = new TestCertificates();

  @TempDir Path home;

  static List<String> scenarios() throws IOException {
    try (Stream<Path> folders = Files.list(SCENARIOS)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void matchesItsGoldenFile(String scenario) throws Exception {
    Path folder = SCENARIOS.resolve(scenario);
    JsonNode given = Formats.yaml().readTree(folder.resolve("given.yaml").toFile());

    String actual = run(folder, given);

    Path golden = folder.resolve("expected.txt");
    if (Boolean.getBoolean("bless")) {
      Files.writeString(golden, actual);
    }
    assertThat(actual)
        .isEqualTo(Files.exists(golden) ? Files.readString(golden) : "nothing blessed");
  }

  private String run(Path folder, JsonNode given) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (CannedHub hub = new CannedHub(CERTIFICATES, given.path("hub"))) {
      PausedClock clock = new PausedClock(NOW);
      Session session =
          new Session(
              environment(hub, given),
              new ContextFile(home.resolve("config.yaml")),
              clock,
              clock::pass,
              new Terminal(printer(out), printer(err), false, new Trace(printer(err), clock)));
      int exit = Flotilla.commandLine(session).execute(arguments(folder, hub, given));
      String actual =
          section("requests", String.join("\n", hub.requests()) + "\n")
              + section("stdout", out.toString(StandardCharsets.UTF_8))
              + section("stderr", err.toString(StandardCharsets.UTF_8))
              + section("exit", exit + "\n");
      return actual
          .replace(hub.address(), "https://hub.test:8443")
          .replace(home.toString(), "HOME")
          .replaceAll("(\\t(at |\\.\\.\\. ).*\n)+", "\tat …\n");
    }
  }

  private Map<String, String> environment(CannedHub hub, JsonNode given) throws Exception {
    Map<String, String> environment = new HashMap<>();
    if (!given.path("loggedOut").asBoolean()) {
      Path ca = Files.writeString(home.resolve("ca.crt"), CERTIFICATES.authorityPem());
      environment.put("FLOTILLA_HUB", hub.address());
      environment.put("FLOTILLA_TOKEN", "fla_1_secret");
      environment.put("FLOTILLA_CA", ca.toString());
    }
    given
        .path("environment")
        .properties()
        .forEach(variable -> environment.put(variable.getKey(), variable.getValue().asText()));
    return environment;
  }

  private String[] arguments(Path folder, CannedHub hub, JsonNode given) throws Exception {
    String pin = CERTIFICATES.pin();
    return StreamSupport.stream(given.path("command").spliterator(), false)
        .map(JsonNode::asText)
        .map(word -> word.replace("{folder}", folder.toString()))
        .map(word -> word.replace("{hub}", hub.address()).replace("{pin}", pin))
        .toArray(String[]::new);
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String section(String name, String text) {
    return "--- " + name + "\n" + text;
  }
}
