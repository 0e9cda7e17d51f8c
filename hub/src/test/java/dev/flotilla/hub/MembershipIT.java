// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.SyncReply;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How agents become members, live as members, and stop being members. */
class MembershipIT {
  private static final String JSON = "application/json";

  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void aJoinTokenEnrolsOneAgent() {
    String token = fleet.joinToken("PT1H");
    try (TestAgent first = new TestAgent(fleet.admin(), token);
        TestAgent second = new TestAgent(fleet.admin(), token);
        TestAgent late = new TestAgent(fleet.admin(), fleet.joinToken("PT0.001S"))) {
      assertThat(first.enrol("one", "nats").status()).isEqualTo(201);
      assertThat(first.enrol("one", "nats").body().path("agentId").asText())
          .as("asked again, since the answer may have been lost")
          .isEqualTo(first.id().value());
      assertThat(second.enrol("two", "nats").code()).isEqualTo("JOIN_TOKEN_USED");
      assertThat(late.enrol("three", "nats").code()).isEqualTo("JOIN_TOKEN_EXPIRED");
      assertThat(first.fetchCredentials().status()).as("pending").isEqualTo(202);
      assertThat(deployTo("one", "nats", "x").code()).isEqualTo("AGENT_NOT_ACCEPTED");
    }
    try (TestAgent rival = new TestAgent(fleet.admin(), fleet.joinToken("PT1H"))) {
      assertThat(rival.enrol("east", "nats").code()).isEqualTo("MEMBER_EXISTS");
      assertThat(rival.enrol("Not A Label", "nats").fields()).contains("member");
      assertThat(rival.enrol("rival", "nats").status())
          .as("a refusal spends no token")
          .isEqualTo(201);
    }
  }

  @Test
  void anAgentReachesNothingButItsOwn() throws InterruptedException {
    try (TestAgent other = fleet.member("other")) {
      assertThat(other.index()).isPresent();
      assertThat(other.directGet(Subjects.inboxIndex(fleet.east().id()))).isEmpty();
      assertThat(
              other
                  .connection()
                  .request("$JS.API.STREAM.NAMES", new byte[0], Duration.ofSeconds(1)))
          .isNull();
    }
  }

  @Test
  void anAgentLivesRenewsAndSynchronises() {
    fleet.east().heartbeat(0);
    await()
        .atMost(Fleet.SOON)
        .until(() -> fleet.admin().get("/api/v1/agents/east").body().path("online").asBoolean());
    long revision = fleet.east().index().orElseThrow().revision();
    Instant before = fleet.east().index().orElseThrow().issue().issuedAt();

    SyncReply synchronised =
        Json.read(
            fleet.east().service(Subjects.Service.SYNC, Map.of()).orElseThrow().getData(),
            SyncReply.class);
    CredentialsReply renewed =
        Json.read(
            fleet
                .east()
                .service(Subjects.Service.RENEW, fleet.east().renewal())
                .orElseThrow()
                .getData(),
            CredentialsReply.class);

    assertThat(synchronised.indexRevision()).isGreaterThanOrEqualTo(revision);
    assertThat(fleet.east().index().orElseThrow().issue().issuedAt()).isAfter(before);
    assertThat(renewed.credentials()).isNotNull();
    assertThat(fleet.east().fetchCredentials().status()).as("recovery by proof").isEqualTo(200);
    assertThat(fleet.east().fetchCredentials(Instant.now().minus(Duration.ofMinutes(6))).code())
        .isEqualTo("CLOCK_SKEW");
  }

  @Test
  void anAgentBehindTheIndexIsNudged() throws Exception {
    var live =
        fleet.east().connection().subscribe(Subjects.LIVE_PREFIX + fleet.east().id() + ".index");
    fleet.east().connection().flush(Fleet.SOON);

    fleet.east().heartbeat(0);

    assertThat(live.nextMessage(Fleet.SOON)).isNotNull();
    live.unsubscribe();
  }

  @Test
  void revocationCutsALiveSession() {
    CompletableFuture<Boolean> cut = new CompletableFuture<>();
    try (TestAgent doomed =
        fleet.member(
            "doomed",
            (_, event) -> {
              if (event == ConnectionListener.Events.DISCONNECTED) {
                cut.complete(true);
              }
            })) {
      ApiClient.Reply reply = fleet.admin().post("/api/v1/agents/doomed/revoke", Map.of());

      assertThat(reply.status()).isEqualTo(200);
      assertThat(cut).succeedsWithin(Duration.ofSeconds(6));
      assertThat(doomed.fetchCredentials().code()).isEqualTo("AGENT_REVOKED");
      await()
          .during(Duration.ofSeconds(2))
          .until(() -> doomed.connection().getStatus() != Connection.Status.CONNECTED);
      assertThat(fleet.east().connection().getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
  }

  @Test
  void theWebSocketListenerServesAgents() {
    try (TestAgent web = fleet.member("web")) {
      web.connect("wss://localhost:" + fleet.hub().webSocketPort(), (_, _) -> {});

      assertThat(web.index()).isPresent();
    }
  }

  private static ApiClient.Reply deployTo(String member, String namespace, String name) {
    return fleet
        .admin()
        .put(
            "/api/v1/natsclusters/" + member + "/" + namespace + "/" + name,
            JSON,
            Manifests.cluster(namespace, name, 3));
  }
}
