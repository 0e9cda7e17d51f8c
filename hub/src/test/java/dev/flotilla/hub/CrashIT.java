// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationEvent;
import io.nats.client.Connection;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the hub answered with success outlives the hub. */
class CrashIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int CUTS = 5;

  @TempDir static Path folder;

  private static HubProcess hub;
  private static TestAgent agent;

  @BeforeAll
  static void aHubWithOneMember() {
    hub =
        new HubProcess(folder).with("OPERATION_LIFE", "PT10S").with("EXPIRY_GRACE", "PT3S").start();
    agent = member("west");
  }

  @AfterAll
  static void end() {
    agent.close();
    hub.close();
  }

  @Test
  void whatWasAcceptedIsDeliveredAfterAKill() {
    ApiClient.Reply accepted = deploy("kept", 3);
    hub.kill();
    assertThat(accepted.status()).isEqualTo(202);
    String id = accepted.body().path("id").asText();

    hub.start();

    awaitConnected();
    ResourceKey operation = new ResourceKey(ResourceKey.NATS_OPERATION, "nats", id);
    await().atMost(SOON).until(() -> agent.document(operation).isPresent());
    agent.report(id, new OperationEvent.Succeeded(Instant.now(), "done"));
    awaitState(id, "Succeeded");
  }

  @Test
  void whatAnAgentReportedIsFoldedAfterAKill() {
    String id = deploy("reported", 3).body().path("id").asText();
    agent.report(id, new OperationEvent.Admitted(Instant.now()));
    agent.report(id, new OperationEvent.Succeeded(Instant.now(), "done"));
    hub.kill();

    hub.start();

    awaitState(id, "Succeeded");
    AuditTrail.verify(hub.admin());
  }

  @Test
  void aRevocationSurvivesARestart() {
    TestAgent doomed = member("doomed");
    hub.admin().post("/api/v1/agents/doomed/revoke", Map.of());
    hub.kill();
    hub.start();

    await()
        .during(Duration.ofSeconds(3))
        .until(() -> doomed.connection().getStatus() != Connection.Status.CONNECTED);
    awaitConnected();
    doomed.close();
  }

  @Test
  void aKilledNatsServerComesBackAndNothingIsLost() {
    List<ProcessHandle> servers = hub.children();
    assertThat(servers).hasSize(1);
    servers.getFirst().destroyForcibly();

    await()
        .atMost(SOON)
        .until(() -> hub.children().stream().anyMatch(child -> !servers.contains(child)));
    awaitConnected();
    ApiClient.Reply accepted =
        await().atMost(SOON).until(() -> deploy("after", 3), reply -> reply.status() == 202);
    String id = accepted.body().path("id").asText();
    ResourceKey operation = new ResourceKey(ResourceKey.NATS_OPERATION, "nats", id);
    await().atMost(SOON).until(() -> agent.document(operation).isPresent());
    agent.report(id, new OperationEvent.Succeeded(Instant.now(), "done"));
    awaitState(id, "Succeeded");
  }

  @Test
  void whatNobodyTakesExpiresAndIsTakenBackOnceTheAgentWasHeard() {
    String id = deploy("unseen", 3).body().path("id").asText();
    ResourceKey key = new ResourceKey(ResourceKey.NATS_CLUSTER, "nats", "unseen");

    await()
        .pollDelay(Duration.ofSeconds(14))
        .atMost(SOON)
        .untilAsserted(() -> assertThat(state(id)).as("its agent is silent").isEqualTo("Queued"));
    await()
        .atMost(SOON)
        .until(
            () -> {
              agent.heartbeat(agent.index().orElseThrow().revision());
              return state(id);
            },
            "Expired"::equals);

    await()
        .atMost(SOON)
        .until(
            () ->
                agent.index().orElseThrow().entries().stream()
                    .anyMatch(entry -> entry.key().equals(key) && entry.deleted()));
    assertThat(agent.document(key)).isEmpty();
  }

  /** The hub dies at another instant of an enrolment each time; the agent only asks again. */
  @Test
  void anEnrolmentThatWasCutOffIsCompletedByItsAgent() throws InterruptedException {
    long began = System.nanoTime();
    try (TestAgent measured = new TestAgent(hub.admin(), hub.joinToken("PT1H"))) {
      measured.enrol("measured", "nats");
    }
    long usual = System.nanoTime() - began;
    for (int cut = 1; cut <= CUTS; cut++) {
      String name = "cut-" + cut;
      try (TestAgent cutOff = new TestAgent(hub.admin(), hub.joinToken("PT1H"))) {
        Thread asking = Thread.ofVirtual().start(() -> enrolled(cutOff, name));
        LockSupport.parkNanos(usual * cut / CUTS);
        hub.kill();
        asking.join();
        hub.start();

        assertThat(cutOff.enrol(name, "nats").status()).as(name).isEqualTo(201);
        assertThat(hub.admin().get("/api/v1/agents/" + name).body().path("id").asText())
            .isEqualTo(cutOff.id().value());
      }
    }
    awaitConnected();
  }

  private static boolean enrolled(TestAgent agent, String name) {
    try {
      return agent.enrol(name, "nats").status() == 201;
    } catch (UncheckedIOException cutOff) {
      return false;
    }
  }

  private static TestAgent member(String name) {
    return hub.member(name, "nats").connect(hub.natsUrl(), (_, _) -> {});
  }

  private static ApiClient.Reply deploy(String name, int replicas) {
    return hub.admin()
        .put(
            "/api/v1/natsclusters/west/nats/" + name,
            "application/json",
            Manifests.cluster("nats", name, replicas));
  }

  private static void awaitConnected() {
    await().atMost(SOON).until(() -> agent.connection().getStatus() == Connection.Status.CONNECTED);
  }

  private static void awaitState(String id, String state) {
    await().atMost(SOON).until(() -> state(id), state::equals);
  }

  private static String state(String id) {
    return hub.admin().get("/api/v1/operations/" + id).body().path("state").asText();
  }
}
