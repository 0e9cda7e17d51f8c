// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestReports;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An agent of a newer build reports what this hub does not know. */
class NewerAgentIT {
  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void anEventOfAnUnknownKindIsOnRecordAndTheNextOneIsFolded() {
    fleet.east().report(new AgentEvent.Unknown("backup"));
    fleet.east().report(TestReports.healthy("nats", "next", "local", 0, Instant.now()));

    await().atMost(Fleet.SOON).until(() -> addresses().contains("east/nats/next"));
    assertThat(codes("event.report")).contains("UNKNOWN_EVENT");
  }

  @Test
  void anEndOfAnUnknownTypeEndsTheOperation() {
    String id = deployed("ended");
    fleet.east().report(id, new OperationEvent.Admitted(Instant.now()));
    fleet.east().report(id, new OperationEvent.Unknown(Instant.now(), "paused", false));
    fleet.east().report(id, new OperationEvent.Unknown(Instant.now(), "rolled-back", true));

    await().atMost(Fleet.SOON).until(() -> operation(id).path("ended").asBoolean());
    assertThat(operation(id).path("state").asText()).isEqualTo("rolled-back");
    assertThat(operation(id).path("code").asText()).isEqualTo("UNKNOWN_STATE");
  }

  @Test
  void aReportOnAnotherKindIsNoNatsCluster() {
    var account = new ResourceKey("natsaccount", "nats", "orders");
    var condition = new ResourceReport.Condition(ResourceReport.READY, "True", "InForce", "");
    fleet
        .east()
        .report(
            new AgentEvent.ResourceReported(
                new ResourceReport(
                    account, "local", 0, 1, List.of(condition), null, false, Instant.now())));
    fleet.east().report(TestReports.healthy("nats", "beside", "local", 0, Instant.now()));

    await().atMost(Fleet.SOON).until(() -> addresses().contains("east/nats/beside"));
    assertThat(addresses()).doesNotContain("east/nats/orders");
  }

  private static String deployed(String name) {
    return fleet.deploy(name, Manifests.cluster("nats", name, 3)).body().path("id").asText();
  }

  private static JsonNode operation(String id) {
    return fleet.admin().get("/api/v1/operations/" + id).body();
  }

  private static List<String> addresses() {
    return fleet.admin().get("/api/v1/natsclusters").body().findValuesAsText("address");
  }

  private static List<String> codes(String action) {
    return fleet
        .admin()
        .get("/api/v1/audit?limit=500")
        .body()
        .path("items")
        .valueStream()
        .filter(row -> row.path("action").asText().equals(action))
        .map(row -> row.path("code").asText())
        .toList();
  }
}
