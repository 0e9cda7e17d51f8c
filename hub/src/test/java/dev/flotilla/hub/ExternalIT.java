// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.testing.ExternalServer;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.RoundTrip;
import dev.flotilla.hub.testing.TestAgent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An external nats-server, with what {@code prepare-external} printed. */
class ExternalIT {
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

    try (TestAgent agent = hub.member("east", "nats")) {
      agent.connect(server.url(), (_, _) -> {});
      new RoundTrip(hub.admin(), agent).make();
      assertThat(hub.admin().post("/api/v1/agents/east/revoke", Map.of()).status()).isEqualTo(200);
    }
    assertThat(hub.children()).as("no server of its own").isEmpty();
  }

  @Test
  void aServerThatAcknowledgesBeforeItWritesIsRefused() throws IOException {
    ObjectNode hasty = server.prepared(hub.keys());
    hasty.withObject("/jetstream").remove("sync_interval");
    server.run(hasty);

    server.refusedBy(hub, "jetstream.sync_interval is not 'always'");
  }

  @Test
  void aServerWithoutAuthenticationIsRefused() throws IOException {
    ObjectNode open = server.prepared(hub.keys());
    open.remove(List.of("operator", "system_account", "resolver", "resolver_preload"));
    server.run(open);

    server.refusedBy(hub, "it is not in operator mode");
  }

  @Test
  void aServerWithUsersOfItsOwnIsRefused() throws IOException {
    ObjectNode closed = server.prepared(hub.keys());
    closed.remove(List.of("operator", "system_account", "resolver", "resolver_preload"));
    closed.putObject("authorization").put("user", "admin").put("password", "secret");
    server.run(closed);

    server.refusedBy(hub, "the nats-server rejects the hub's user: it is not in operator mode");
  }
}
