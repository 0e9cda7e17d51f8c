// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.ExternalServer;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A nats-server that somebody else runs, with what {@code prepare-external} printed. */
class ExternalIT {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

  private HubProcess hub;
  private ExternalServer server;

  @BeforeEach
  void aHubThatShallUseIt() {
    server = new ExternalServer(folder);
    hub = server.usedBy(new HubProcess(folder));
  }

  @AfterEach
  void end() {
    hub.close();
    server.close();
  }

  @Test
  void theHubWorksWithAServerThatWasPrepared() throws IOException {
    server.run(server.prepared(hub.keys()));
    hub.start();

    ApiClient admin = hub.admin();
    try (TestAgent agent = new TestAgent(admin, joinToken(admin))) {
      agent.enrol("east", "nats");
      admin.post("/api/v1/agents/east/accept", Map.of());
      agent.fetchCredentials();
      agent.connect(server.url(), (_, _) -> {});
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
    ObjectNode hasty = server.prepared(hub.keys());
    hasty.withObject("/jetstream").remove("sync_interval");
    server.run(hasty);

    refused("jetstream.sync_interval is not 'always'");
  }

  @Test
  void aServerThatLetsAnybodyInIsRefused() throws IOException {
    ObjectNode open = server.prepared(hub.keys());
    open.remove(List.of("operator", "system_account", "resolver", "resolver_preload"));
    server.run(open);

    refused("it is not in operator mode");
  }

  @Test
  void aServerWithUsersOfItsOwnIsRefused() throws IOException {
    ObjectNode closed = server.prepared(hub.keys());
    closed.remove(List.of("operator", "system_account", "resolver", "resolver_preload"));
    closed.putObject("authorization").put("user", "somebody").put("password", "else");
    server.run(closed);

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

  private static String joinToken(ApiClient admin) {
    return admin
        .post("/api/v1/tokens", Map.of("kind", "join", "name", "x"))
        .body()
        .path("token")
        .asText();
  }
}
