// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.hub.testing.TestPlans;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The hub conforms to its OpenAPI document. schemathesis reads the document and tries what it
 * allows and what it forbids, call by call and in sequences; see {@code src/test/schemathesis}.
 * With the system property {@code openapi.thorough} it takes the time that it likes.
 */
class OpenApiIT {
  private static final Path SETTINGS = Path.of("src", "test", "schemathesis");
  private static final boolean THOROUGH = Boolean.getBoolean("openapi.thorough");
  private static final String EXAMPLES = THOROUGH ? "100" : "15";
  private static final long MINUTES = 15;

  @RegisterExtension static final Fleet fleet = new Fleet();

  @TempDir Path folder;

  /**
   * The NatsCluster of the dictionaries is there, where no call can cancel it, with an earlier
   * document; its agent answers.
   */
  @BeforeAll
  static void prepare() {
    fleet.east().answers(TestPlans::unchanged);
    String manifest = Manifests.cluster("nats", "orders", 3);
    deployed(manifest.replace("2.15.2", "2.14.9"));
    deployed(manifest);
    running("natsbackups", Manifests.backup("nats", "orders", "orders"));
    running("natsrestores", Manifests.restore("nats", "orders", "orders"));
  }

  /** It runs, so no call can cancel or delete it. */
  private static void running(String list, String manifest) {
    String id =
        fleet
            .admin()
            .put("/api/v1/" + list + "/east/nats/orders", "application/json", manifest)
            .body()
            .path("id")
            .asText();
    fleet.east().report(id, new OperationEvent.Progressed(Instant.now(), new Progress("", 1, "")));
    fleet.awaitState(id, "Running");
  }

  private static void deployed(String manifest) {
    String deploy = fleet.deploy("orders", manifest).body().path("id").asText();
    fleet.east().report(deploy, new OperationEvent.Succeeded(Instant.now(), "done"));
    fleet.awaitState(deploy, "Succeeded");
  }

  @Test
  void theHubDoesWhatItsDocumentSays() throws IOException, InterruptedException {
    Path report = folder.resolve("report");
    Process fuzzer = fuzz(report);

    assertThat(fuzzer.waitFor(MINUTES, TimeUnit.MINUTES)).as(report(report)).isTrue();

    assertThat(fuzzer.exitValue()).as(report(report)).isZero();
    assertThat(fleet.hub().output()).doesNotContain("A request failed");
    AuditTrail.verify(fleet.admin());
  }

  private Process fuzz(Path report) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            schemathesis().toString(),
            "--config-file",
            settings().toString(),
            "run",
            "--max-examples",
            EXAMPLES,
            "--no-color",
            fleet.hub().url() + "/api/v1/openapi?format=json");
    builder
        .environment()
        .putAll(
            Map.of(
                "FLOTILLA_TOKEN", fleet.hub().adminToken(),
                "FLOTILLA_CA", fleet.hub().authority().toString(),
                "FLOTILLA_OPERATION", queuedOperation(),
                "FLOTILLA_AGENT", pendingAgent()));
    return builder
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(report.toFile())
        .start();
  }

  private Path settings() throws IOException {
    String quick = THOROUGH ? "" : Files.readString(SETTINGS.resolve("quick.toml"));
    String all = Files.readString(SETTINGS.resolve("schemathesis.toml"));
    return Files.writeString(folder.resolve("schemathesis.toml"), all + quick);
  }

  private static String queuedOperation() {
    return fleet
        .deploy("payments", Manifests.cluster("nats", "payments", 3))
        .body()
        .path("id")
        .asText();
  }

  private static String pendingAgent() {
    try (TestAgent agent = new TestAgent(fleet.admin(), fleet.joinToken("PT1H"))) {
      assertThat(agent.enrol("pending", "nats").status()).isEqualTo(201);
      return agent.id().value();
    }
  }

  private static Path schemathesis() {
    return Optional.ofNullable(System.getenv("FLOTILLA_SCHEMATHESIS"))
        .map(Path::of)
        .filter(Files::isExecutable)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "No schemathesis: set FLOTILLA_SCHEMATHESIS to an executable one, "
                        + "or run './dev test integration', which installs it."));
  }

  private static String report(Path report) {
    try {
      return Files.readString(report);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
