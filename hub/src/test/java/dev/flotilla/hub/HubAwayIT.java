// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.ExternalServer;
import dev.flotilla.hub.testing.HubAccount;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.hub.testing.TestReports;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hub was killed, its nats-server lives on: whatever it stores is taken up at the start. */
class HubAwayIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final int MORE_THAN_ALLOWED = 2_000;

  @TempDir Path folder;

  private ExternalServer server;
  private HubProcess hub;
  private TestAgent agent;

  @BeforeEach
  void aHubWithOneMember() throws Exception {
    server = new ExternalServer(folder);
    hub = server.usedBy(new HubProcess(folder));
    server.run(server.prepared(hub.keys()));
    hub.start();
    agent = hub.member("east", "nats");
    agent.connect(server.url(), (_, _) -> {});
  }

  @AfterEach
  void end() {
    agent.close();
    hub.close();
    server.close();
  }

  @Test
  void theEndOfAnOperationIsFoldedAlsoBehindMoreThanAnAgentMaySend() {
    String operation = deploy();
    hub.kill();
    for (int count = 0; count < MORE_THAN_ALLOWED; count++) {
      agent.report(TestReports.rolling("nats", "orders", count, Instant.now()));
    }
    agent.report(operation, new OperationEvent.Succeeded(Instant.now(), "done"));

    hub.start();

    await().atMost(SOON).until(() -> state(operation), "Succeeded"::equals);
    assertThat(AuditTrail.after(hub.admin(), 0))
        .as("it was more than the agent may send, and that is reported once")
        .filteredOn(row -> row.entry().code().equals("TOO_MANY"))
        .singleElement()
        .satisfies(row -> assertThat(row.entry().action()).isEqualTo("event.report"));
  }

  @Test
  void anEventThatWasStoredWhileTheHubWasDeadIsFolded() {
    String operation = deploy();
    hub.kill();
    agent.report(operation, new OperationEvent.Admitted(Instant.now()));

    hub.start();

    await().atMost(SOON).until(() -> state(operation), "Delivered"::equals);
  }

  /** As if the hub had died between the line in the log and the documents in the inbox. */
  @Test
  void whatIsInTheLogButNotInTheInboxIsDelivered() throws Exception {
    String operation = deploy();
    ResourceKey document = ResourceKind.NATS_OPERATION.key("nats", operation);
    await().atMost(SOON).until(() -> agent.document(document).isPresent());
    hub.kill();
    try (HubAccount account = new HubAccount(hub.keys(), server.port())) {
      JetStreamManagement streams = account.connection().jetStreamManagement();
      String log = HubStreams.OPERATIONS_PREFIX + agent.id() + "." + new OperationId(operation);
      assertThat(streams.getLastMessage(HubStreams.OPERATIONS, log).getSeq()).isPositive();
      streams.purgeStream(
          Subjects.INBOX_STREAM, PurgeOptions.subject(Subjects.INBOX_PREFIX + agent.id() + ".>"));
    }
    assertThat(agent.document(document)).isEmpty();
    assertThat(agent.index()).isEmpty();

    hub.start();

    await().atMost(SOON).until(() -> agent.document(document).isPresent());
    assertThat(agent.index().orElseThrow().entries())
        .anyMatch(entry -> entry.key().equals(document));
  }

  private String deploy() {
    ApiClient.Reply accepted =
        hub.admin()
            .put(
                "/api/v1/natsclusters/east/nats/orders",
                "application/json",
                Manifests.cluster("nats", "orders", 3));
    assertThat(accepted.status()).isEqualTo(202);
    return accepted.body().path("id").asText();
  }

  private String state(String operation) {
    return hub.admin().get("/api/v1/operations/" + operation).body().path("state").asText();
  }
}
