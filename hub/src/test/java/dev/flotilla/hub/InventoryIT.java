// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.TestReports;
import dev.flotilla.protocol.event.AgentEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What was deleted while no agent ran is gone at the hub too. */
class InventoryIT {
  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void whatAnInventoryDoesNotNameIsGone() {
    fleet.east().report(reported("nats", "kept"));
    fleet.east().report(reported("nats", "deleted"));
    fleet.east().report(reported("elsewhere", "unserved"));
    awaitAddresses("east/elsewhere/unserved", "east/nats/deleted", "east/nats/kept");

    fleet.east().report(new AgentEvent.Inventory("natscluster", Map.of("nats", List.of("kept"))));
    awaitAddresses("east/elsewhere/unserved", "east/nats/kept");

    fleet.east().report(reported("nats", "deleted"));
    awaitAddresses("east/elsewhere/unserved", "east/nats/deleted", "east/nats/kept");
  }

  private static void awaitAddresses(String... addresses) {
    await()
        .atMost(Fleet.SOON)
        .until(
            () -> {
              JsonNode items = fleet.admin().get("/api/v1/natsclusters").body().path("items");
              return items.findValuesAsText("address").stream().sorted().toList();
            },
            found -> found.equals(List.of(addresses)));
  }

  private static AgentEvent reported(String namespace, String name) {
    return TestReports.healthy(namespace, name, "local", 0, Instant.now());
  }
}
