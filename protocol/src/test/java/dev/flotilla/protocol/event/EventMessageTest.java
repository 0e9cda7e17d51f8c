// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.Ulid;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.event.NatsClusterReport.Access;
import dev.flotilla.protocol.event.NatsClusterReport.Authority;
import dev.flotilla.protocol.event.NatsClusterReport.Keys;
import dev.flotilla.protocol.event.NatsClusterReport.Servers;
import dev.flotilla.protocol.event.NatsClusterReport.Trust;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EventMessageTest {

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

  @Test
  void everyEventTravelsAsJson() {
    var ids = new Random(7);
    var agent = new AgentId(Ulid.next(NOW, ids));
    for (AgentEvent event : everyEvent(ids)) {
      var message = new EventMessage(Ulid.next(NOW, ids), agent, NOW, event);
      assertThat(Json.read(Json.write(message), EventMessage.class)).isEqualTo(message);
    }
  }

  @Test
  void anInventorySpeaksOfItsOwnNamespacesOnly() {
    var inventory = new AgentEvent.Inventory(Map.of("nats", List.of("orders"), "empty", List.of()));

    assertThat(inventory.lacks("nats", "orders")).isFalse();
    assertThat(inventory.lacks("nats", "billing")).isTrue();
    assertThat(inventory.lacks("empty", "orders")).isTrue();
    assertThat(inventory.lacks("elsewhere", "orders")).isFalse();
  }

  private static List<AgentEvent> everyEvent(Random ids) {
    var report =
        new NatsClusterReport(
            "nats",
            "orders",
            "hub",
            3,
            2,
            true,
            "VerifiedHealthy",
            "three servers answer",
            "2.15.2",
            new Servers(3, 3),
            new Access(
                "tls://orders.nats.svc:4222",
                "orders-app-creds",
                "user.creds",
                new Authority("orders-tls", "ca.crt", true)),
            new Trust(new Keys("ASYS", "APROBE", "AAPP"), null),
            List.of(),
            List.of(),
            false,
            NOW);
    return List.of(
        new AgentEvent.OperationChanged(
            new OperationId(Ulid.next(NOW, ids)), new OperationEvent.Admitted(NOW)),
        new AgentEvent.DocumentRefused(
            new ResourceKey("natscluster", "nats", "orders"),
            3,
            new Problem("EXPIRED", "late", "")),
        new AgentEvent.DocumentRefused(null, 0, new Problem("BAD_SIGNATURE", "forged", "")),
        new AgentEvent.NatsClusterReported(report),
        new AgentEvent.NatsClusterReported(report.gone(NOW)),
        new AgentEvent.Inventory(Map.of("nats", List.of("orders"), "empty", List.of())));
  }
}
