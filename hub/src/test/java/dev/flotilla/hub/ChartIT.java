// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.natsserver.NatsConfigCommand;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
  private static final Duration CLIENT_IS_GIVEN_UP_WITHIN = Duration.ofSeconds(90);

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
    try (TestAgent agent = new TestAgent(admin, joinToken(admin))) {
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

  @Test
  void aHubWhoseUserWasRefusedComesBackToTheRightServer() throws Exception {
    HubProcess started = hub();
    Path right = configuration(started.keys(), "nats");
    run(right);
    started.start();
    ApiClient admin = started.admin();
    try (TestAgent agent = new TestAgent(admin, joinToken(admin))) {
      agent.enrol("east", "nats");
      admin.post("/api/v1/agents/east/accept", Map.of());
      agent.fetchCredentials();

      run(withTrustOfAnotherFleet(right));
      await()
          .atMost(CLIENT_IS_GIVEN_UP_WITHIN)
          .untilAsserted(() -> assertThat(started.output()).contains("opened anew"));
      assertThat(admin.get("/api/v1/whoami").status()).isEqualTo(503);
      run(right);

      await().atMost(SOON).until(() -> admin.get("/api/v1/whoami").status() == 200);
      agent.connect("tls://localhost:" + ports.getFirst(), (_, _) -> {});
      String operation =
          admin
              .put(
                  "/api/v1/natsclusters/east/nats/orders",
                  "application/json",
                  Manifests.cluster("nats", "orders", 3))
              .body()
              .path("id")
              .asText();
      ResourceKey document = new ResourceKey(ResourceKey.NATS_OPERATION, "nats", operation);
      await().atMost(SOON).until(() -> agent.document(document).isPresent());
      agent.report(operation, new OperationEvent.Succeeded(Instant.now(), "done"));
      await()
          .atMost(SOON)
          .until(
              () -> admin.get("/api/v1/operations/" + operation).body().path("state").asText(),
              "Succeeded"::equals);
      agent.heartbeat(0);
      await()
          .atMost(SOON)
          .until(() -> admin.get("/api/v1/agents/east").body().path("online").asBoolean());
    }
  }

  /** The command that renews: the configuration is written again, and the server is restarted. */
  @Test
  void aCertificateThatEndsSoonIsToldOfUntilTheServerHasANewOne() throws IOException {
    HubProcess started = hub();
    run(configuration(started.keys(), "nats", "--certificate-life", "P20D"));
    started.start();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(started.output()).contains("certificate ends at"));
    assertThat(started.management("/q/health/ready")).contains("certificate ends at");
    assertThat(secondsLeft(started)).isBetween(days(19), days(20));

    run(configuration(started.keys(), "nats"));
    started.close();
    started.start();

    await().atMost(SOON).until(() -> secondsLeft(started) > days(396));
    assertThat(started.management("/q/health/ready")).doesNotContain("certificate ends at");
  }

  private static double secondsLeft(HubProcess hub) {
    return hub.management("/q/metrics")
        .lines()
        .filter(line -> line.startsWith("flotilla_hub_nats_certificate_seconds"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private static double days(long number) {
    return Duration.ofDays(number).toSeconds();
  }

  private static String joinToken(ApiClient admin) {
    return admin
        .post("/api/v1/tokens", Map.of("kind", "join", "name", "x"))
        .body()
        .path("token")
        .asText();
  }

  // A server that somebody restored with the keys of another fleet: it has the address and a
  // certificate that the hub trusts, and refuses the hub's user.
  private Path withTrustOfAnotherFleet(Path right) throws IOException {
    Path wrong = configuration(new HubProcess(folder.resolve("another")).keys(), "another-nats");
    ObjectNode mixed = Json.read(Files.readAllBytes(wrong), ObjectNode.class);
    ObjectNode trusted = Json.read(Files.readAllBytes(right), ObjectNode.class);
    mixed.set("tls", trusted.get("tls"));
    mixed.set("websocket", trusted.get("websocket"));
    Files.write(wrong, Json.write(mixed));
    return wrong;
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
    Path file = configuration(keysOf.keys(), "nats");
    if (!removed.isEmpty()) {
      Files.writeString(file, Files.readString(file).replace('"' + removed + '"', "\"1m\""));
    }
    run(file);
  }

  private Path configuration(Path keys, String name, String... more) {
    Path out = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--keys", keys.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--data", folder.resolve(name + "-store").toString()));
    arguments.addAll(List.of("--names", "nats.example.org"));
    arguments.addAll(List.of("--monitor", "127.0.0.1:" + ports.get(2)));
    arguments.addAll(List.of("--port", ports.get(0).toString()));
    arguments.addAll(List.of("--websocket-port", ports.get(1).toString()));
    int code = new CommandLine(new NatsConfigCommand()).execute(arguments.toArray(String[]::new));
    assertThat(code).isZero();
    return out.resolve("nats-server.conf");
  }

  // In the place of the one that runs.
  private void run(Path file) throws IOException {
    Process before = server;
    if (before != null) {
      before.destroyForcibly();
      before.onExit().join();
    }
    server =
        new ProcessBuilder(ServerBinary.any().toString(), "--config", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("nats.log").toFile()))
            .start();
  }
}
