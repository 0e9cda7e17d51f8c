// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.StoreAdmin;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import dev.flotilla.protocol.subject.Subjects;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is not on record does not happen. */
class AuditIT {
  private static final int FULL = 507;

  @RegisterExtension static final Fleet fleet = new Fleet();

  @Test
  void nothingIsDoneThatCannotBeRecorded() {
    ApiClient admin = fleet.admin();
    String doomed = token("doomed").path("id").asText();
    String operation =
        fleet.deploy("orders", Manifests.cluster("nats", "orders", 3)).body().path("id").asText();
    try (TestAgent pending = new TestAgent(admin, fleet.joinToken("PT1H"));
        TestAgent stranger = new TestAgent(admin, fleet.joinToken("PT1H"));
        StoreAdmin store = new StoreAdmin(fleet.hub().keys(), fleet.hub().natsPort())) {
      assertThat(pending.enrol("pending", "nats").status()).isEqualTo(201);
      String before = state();

      store.limit(HubStreams.AUDIT, store.stream(HubStreams.AUDIT).getStreamState().getMsgCount());
      try {
        assertThat(
                List.of(
                    admin.post("/api/v1/tokens", Map.of("kind", "join", "name", "never")),
                    admin.delete("/api/v1/tokens/" + doomed),
                    admin.post("/api/v1/agents/pending/accept", Map.of()),
                    admin.post("/api/v1/agents/east/revoke", Map.of()),
                    admin.post("/api/v1/operations/" + operation + "/cancel", Map.of()),
                    fleet.deploy("never", Manifests.cluster("nats", "never", 3)),
                    stranger.enrol("never", "nats"),
                    fleet.east().fetchCredentials()))
            .allSatisfy(
                reply -> {
                  assertThat(reply.status()).as(reply.raw().body()).isEqualTo(FULL);
                  assertThat(reply.code()).isEqualTo("INSUFFICIENT_STORAGE");
                  assertThat(reply.raw().body()).contains("nothing was changed");
                });
        assertThat(state()).isEqualTo(before);
      } finally {
        store.limit(HubStreams.AUDIT, -1);
      }

      assertThat(stranger.enrol("stranger", "nats").status())
          .as("the refusal spent no token")
          .isEqualTo(201);
    }
    AuditTrail.verify(admin);
  }

  @Test
  void whatWasDoneInPartIsNotCalledUndone() {
    ApiClient admin = fleet.admin();
    try (TestAgent half = new TestAgent(admin, fleet.joinToken("PT1H"));
        StoreAdmin store = new StoreAdmin(fleet.hub().keys(), fleet.hub().natsPort())) {
      half.enrol("half", "nats");
      store.limit(
          Subjects.INBOX_STREAM,
          store.stream(Subjects.INBOX_STREAM).getStreamState().getMsgCount());
      try {
        ApiClient.Reply reply = admin.post("/api/v1/agents/half/accept", Map.of());

        assertThat(reply.status()).isEqualTo(FULL);
        assertThat(reply.raw().body()).contains("may have been partly executed");
        assertThat(admin.get("/api/v1/agents/half").body().path("state").asText())
            .isEqualToIgnoringCase("accepted");
      } finally {
        store.limit(Subjects.INBOX_STREAM, -1);
      }
      assertThat(admin.post("/api/v1/agents/half/accept", Map.of()).status()).isEqualTo(200);
    }
  }

  @Test
  void whatIsIssuedIsOnRecord() {
    long last = AuditTrail.last(fleet.admin());

    assertThat(fleet.east().fetchCredentials().status()).isEqualTo(200);

    List<AuditRow> rows = AuditTrail.after(fleet.admin(), last);
    assertThat(rows).hasSize(1);
    AuditEntry row = rows.getFirst().entry();
    assertThat(row.action()).isEqualTo("credentials.issue");
    assertThat(row.actor()).isEqualTo("agent/" + fleet.east().id());
    assertThat(row.detail())
        .contains("certificate " + fleet.east().certificate().getSerialNumber().toString(16))
        .contains(
            fleet.admin().get("/api/v1/agents/east").body().path("certificateExpiresAt").asText());
  }

  // Everything that the calls could change, without what changes by itself.
  private static String state() {
    return fleet.admin().get("/api/v1/tokens").raw().body()
        + fleet.admin().get("/api/v1/operations").raw().body()
        + fleet.admin().get("/api/v1/agents").raw().body();
  }

  private static JsonNode token(String name) {
    return fleet.admin().post("/api/v1/tokens", Map.of("kind", "join", "name", name)).body();
  }
}
