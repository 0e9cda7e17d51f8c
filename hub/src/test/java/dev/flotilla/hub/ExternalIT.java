// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.natsserver.NatsConfigCommand;
import dev.flotilla.hub.runtime.PrepareExternalCommand;
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
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A nats-server that somebody else runs, with what {@code prepare-external} printed. */
class ExternalIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final List<Integer> ports = FreePorts.take(1);
  private HubProcess hub;
  private @Nullable Process server;

  @BeforeEach
  void aHubThatShallUseIt() {
    hub =
        new HubProcess(folder)
            .with("NATS_MODE", "external")
            .with("NATS_URL", url())
            .with("NATS_PUBLIC_URLS", url());
  }

  @AfterEach
  void end() {
    hub.close();
    if (server != null) {
      server.destroyForcibly();
    }
  }

  @Test
  void theHubWorksWithAServerThatWasPrepared() throws IOException {
    run(prepared());
    hub.start();

    ApiClient admin = hub.admin();
    try (TestAgent agent = new TestAgent(admin, joinToken(admin))) {
      agent.enrol("east", "nats");
      admin.post("/api/v1/agents/east/accept", Map.of());
      agent.fetchCredentials();
      agent.connect(url(), (_, _) -> {});
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
      assertThat(admin.post("/api/v1/agents/east/revoke", Map.of()).status()).isEqualTo(200);
    }
    assertThat(hub.children()).as("no server of its own").isEmpty();
  }

  @Test
  void aServerThatAcknowledgesBeforeItWritesIsRefused() throws IOException {
    ObjectNode hasty = prepared();
    hasty.withObject("/jetstream").remove("sync_interval");
    run(hasty);

    refused("jetstream.sync_interval is not 'always'");
  }

  @Test
  void aServerThatLetsAnybodyInIsRefused() throws IOException {
    ObjectNode open = prepared();
    open.remove(List.of("operator", "system_account", "resolver", "resolver_preload"));
    run(open);

    refused("it is not in operator mode");
  }

  @Test
  void aServerWithUsersOfItsOwnIsRefused() throws IOException {
    ObjectNode closed = prepared();
    closed.remove(List.of("operator", "system_account", "resolver", "resolver_preload"));
    closed.putObject("authorization").put("user", "somebody").put("password", "else");
    run(closed);

    refused("the nats-server refuses the hub's user: it is not in operator mode");
  }

  private void refused(String reason) {
    Process process = hub.launch();
    try {
      await()
          .atMost(SOON)
          .untilAsserted(() -> assertThat(hub.output()).contains("waits for its store", reason));
    } finally {
      process.destroyForcibly();
    }
  }

  // What was printed, and what its comments say is the owner's part: listener and TLS.
  private ObjectNode prepared() throws IOException {
    StringWriter printed = new StringWriter();
    int code =
        new CommandLine(new PrepareExternalCommand())
            .setOut(new PrintWriter(printed))
            .execute(
                "--keys", hub.keys().toString(), "--data", folder.resolve("theirs").toString());
    assertThat(code).isZero();
    String json =
        printed
            .toString()
            .lines()
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining("\n"));
    ObjectNode configuration = Json.read(json.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
    configuration.put("server_name", "theirs");
    configuration.put("listen", "127.0.0.1:" + ports.getFirst());
    configuration.set("tls", tls());
    return configuration;
  }

  private ObjectNode tls() {
    Path out = folder.resolve("issued");
    int code =
        new CommandLine(new NatsConfigCommand())
            .execute(
                "--keys", hub.keys().toString(), "--out", out.toString(), "--names", "localhost");
    assertThat(code).isZero();
    ObjectNode tls = JsonNodeFactory.instance.objectNode();
    tls.put("cert_file", out.resolve("tls/server.crt").toString());
    tls.put("key_file", out.resolve("tls/server.key").toString());
    tls.put("ca_file", hub.keys().resolve("ca.crt").toString());
    return tls.put("verify", true).put("min_version", "1.3").put("handshake_first", true);
  }

  private void run(ObjectNode configuration) throws IOException {
    Path file = folder.resolve("theirs.conf");
    Files.write(file, Json.write(configuration));
    server =
        new ProcessBuilder(ServerBinary.any().toString(), "--config", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("theirs.log").toFile())
            .start();
  }

  private String url() {
    return "tls://localhost:" + ports.getFirst();
  }

  private static String joinToken(ApiClient admin) {
    return admin
        .post("/api/v1/tokens", Map.of("kind", "join", "name", "x"))
        .body()
        .path("token")
        .asText();
  }
}
