// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.Ulid;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.report.NatsClusterFacts;
import dev.flotilla.protocol.report.NatsClusterFacts.Access;
import dev.flotilla.protocol.report.NatsClusterFacts.Authority;
import dev.flotilla.protocol.report.NatsClusterFacts.Keys;
import dev.flotilla.protocol.report.NatsClusterFacts.Servers;
import dev.flotilla.protocol.report.NatsClusterFacts.Trust;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
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
    var inventory =
        new AgentEvent.Inventory(
            "natscluster", Map.of("nats", List.of("orders"), "empty", List.of()));

    assertThat(inventory.lacks(key("nats", "orders"))).isFalse();
    assertThat(inventory.lacks(key("nats", "billing"))).isTrue();
    assertThat(inventory.lacks(key("empty", "orders"))).isTrue();
    assertThat(inventory.lacks(key("elsewhere", "orders"))).isFalse();
    assertThat(inventory.lacks(new ResourceKey("natsaccount", "nats", "billing"))).isFalse();
  }

  private static ResourceKey key(String namespace, String name) {
    return ResourceKind.NATS_CLUSTER.key(namespace, name);
  }

  private static List<AgentEvent> everyEvent(Random ids) {
    var facts =
        new NatsClusterFacts(
            "2.15.2",
            new Servers(3, 3),
            new Access(
                "tls://orders.nats.svc:4222",
                "orders-app-creds",
                "user.creds",
                new Authority("orders-tls", "ca.crt", true)),
            new Trust(new Keys("ASYS", "APROBE", "AAPP"), null),
            List.of(),
            List.of());
    var report =
        new ResourceReport(
            key("nats", "orders"),
            "hub",
            3,
            2,
            List.of(
                new ResourceReport.Condition(
                    ResourceReport.READY, "True", "VerifiedHealthy", "three servers answer")),
            Json.mapper().valueToTree(facts),
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
        new AgentEvent.ResourceReported(report),
        new AgentEvent.ResourceReported(report.gone(NOW)),
        new AgentEvent.Inventory(
            "natscluster", Map.of("nats", List.of("orders"), "empty", List.of())));
  }
}
