// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.natsserver.NatsConfigCommand;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.ServerBinary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A nats-server that is not the hub's child, configured by the hub's own command. */
class ChartIT {
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final List<Integer> ports = FreePorts.take(3);
  private @Nullable HubProcess hub;
  private @Nullable Process server;

  @AfterEach
  void end() {
    if (hub != null) {
      hub.close();
    }
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  void theHubWorksWithAServerOfItsOwnKeys() throws IOException {
    HubProcess started = hub();
    serve(started, "");
    started.start();

    ApiClient admin = started.admin();
    String token =
        admin
            .post("/api/v1/tokens", Map.of("kind", "join", "name", "x"))
            .body()
            .path("token")
            .asText();
    try (TestAgent agent = new TestAgent(admin, token)) {
      agent.enrol("east", "nats");
      admin.post("/api/v1/agents/east/accept", Map.of());
      assertThat(agent.fetchCredentials().body().path("credentials").path("natsUrls").toString())
          .contains("tls://nats.example.org:4222");
      agent.connect("tls://localhost:" + ports.getFirst(), (_, _) -> {});
      assertThat(agent.index()).isPresent();
    }
    assertThat(started.children()).as("no server of its own").isEmpty();
  }

  @Test
  void aServerThatAcknowledgesBeforeItWritesIsRefused() throws IOException {
    HubProcess started = hub();
    serve(started, "always");

    Process process = started.launch();

    await()
        .atMost(SOON)
        .until(() -> started.output().contains("jetstream.sync_interval is not 'always'"));
    process.destroyForcibly();
  }

  private HubProcess hub() {
    HubProcess made =
        new HubProcess(folder)
            .with("NATS_MODE", "chart")
            .with("NATS_URL", "tls://localhost:" + ports.getFirst())
            .with("NATS_PUBLIC_URLS", "tls://nats.example.org:4222");
    hub = made;
    return made;
  }

  private void serve(HubProcess keysOf, String removed) throws IOException {
    Path out = folder.resolve("nats");
    int code =
        new CommandLine(new NatsConfigCommand())
            .execute(
                "--keys", keysOf.keys().toString(),
                "--out", out.toString(),
                "--data", folder.resolve("store").toString(),
                "--names", "nats.example.org",
                "--monitor", "127.0.0.1:" + ports.get(2),
                "--port", ports.get(0).toString(),
                "--websocket-port", ports.get(1).toString());
    assertThat(code).isZero();
    Path file = out.resolve("nats-server.conf");
    if (!removed.isEmpty()) {
      Files.writeString(file, Files.readString(file).replace('"' + removed + '"', "\"1m\""));
    }
    server =
        new ProcessBuilder(ServerBinary.any().toString(), "--config", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nats.log").toFile())
            .start();
  }
}
