// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.HubAccount;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.trust.JoinToken;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the hub responded with with success outlives the hub. */
class CrashIT {
  private static final Duration SOON = Duration.ofSeconds(20);

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
    ResourceKey operation = ResourceKind.NATS_OPERATION.key("nats", id);
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
    ResourceKey operation = ResourceKind.NATS_OPERATION.key("nats", id);
    await().atMost(SOON).until(() -> agent.document(operation).isPresent());
    agent.report(id, new OperationEvent.Succeeded(Instant.now(), "done"));
    awaitState(id, "Succeeded");
  }

  @Test
  void whatNoAgentAdmitsExpiresAndIsWithdrawnOnceTheAgentIsBack() {
    String id = deploy("unseen", 3).body().path("id").asText();
    ResourceKey key = ResourceKind.NATS_CLUSTER.key("nats", "unseen");

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

  /** The hub dies when a row of an enrolment was stored; the agent only asks again. */
  @ParameterizedTest
  @EnumSource
  void anEnrolmentThatWasCutOffIsCompletedByItsAgent(Row row) throws Exception {
    String name = "cut-" + row.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String token = hub.joinToken("PT1H");
    try (HubAccount account = new HubAccount(hub.keys(), hub.natsPort());
        TestAgent cutOff = new TestAgent(hub.admin(), token)) {
      var stored = row.followed(account.connection(), JoinToken.parse(token).id(), name);
      Thread asking = Thread.ofVirtual().start(() -> enrolled(cutOff, name));
      assertThat(stored.nextMessage(SOON)).as("the row").isNotNull();
      hub.kill();
      asking.join();
      hub.start();

      assertThat(cutOff.enrol(name, "nats").status()).isEqualTo(201);
      assertThat(hub.admin().get("/api/v1/agents/" + name).body().path("id").asText())
          .isEqualTo(cutOff.id().value());
    }
    AuditTrail.verify(hub.admin());
    awaitConnected();
  }

  /** What an enrolment stores, in this order. */
  enum Row {
    AUDIT(HubStreams.AUDIT, HubStreams.AUDIT_SUBJECT),
    SPENT_TOKEN(HubStreams.REGISTRY, HubStreams.REGISTRY_PREFIX + "token.%1$s"),
    MEMBER(HubStreams.REGISTRY, HubStreams.REGISTRY_PREFIX + "member.%2$s"),
    AGENT(HubStreams.REGISTRY, HubStreams.REGISTRY_PREFIX + "agent.*");

    private final String stream;
    private final String subject;

    Row(String stream, String subject) {
      this.stream = stream;
      this.subject = subject;
    }

    /** Gives such rows from now on, each when it is on disk. */
    JetStreamSubscription followed(Connection connection, String token, String member)
        throws IOException, JetStreamApiException {
      return connection
          .jetStream()
          .subscribe(
              subject.formatted(token, member),
              PushSubscribeOptions.builder().stream(stream)
                  .ordered(true)
                  .configuration(
                      ConsumerConfiguration.builder().deliverPolicy(DeliverPolicy.New).build())
                  .build());
    }
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
