// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.StoreAdmin;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store of a bounded size, and agents that send more than they should. */
class StoreIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long VOLUME = 64L * 1024 * 1024;
  private static final int FLOOD = 5_000;

  @TempDir Path folder;

  private HubProcess hub;

  @BeforeEach
  void aHubWithASmallVolume() {
    hub = new HubProcess(folder).with("NATS_VOLUME", "64Mi").start();
  }

  @AfterEach
  void end() {
    hub.close();
  }

  @Test
  void whatAgentsFillLeavesRoomForTheLogAndTheRecord() {
    try (StoreAdmin store = new StoreAdmin(hub.keys(), hub.natsPort())) {
      long bounded =
          Stream.of(
                  Subjects.EVENTS_STREAM,
                  Subjects.INBOX_STREAM,
                  HubStreams.REGISTRY,
                  HubStreams.IDEMPOTENCY,
                  HubStreams.HISTORY)
              .map(name -> store.stream(name).getConfiguration())
              .mapToLong(StreamConfiguration::getMaxBytes)
              .peek(bytes -> assertThat(bytes).isPositive())
              .sum();

      assertThat(bounded).isLessThan(VOLUME * 3 / 4);
      assertThat(store.stream(HubStreams.OPERATIONS).getConfiguration().getMaxBytes())
          .isEqualTo(-1);
      assertThat(store.stream(HubStreams.AUDIT).getConfiguration().getMaxBytes()).isEqualTo(-1);
    }
  }

  @Test
  void aStoreOfAnEarlierHubIsBoundedAtTheNextStart() {
    try (StoreAdmin store = new StoreAdmin(hub.keys(), hub.natsPort())) {
      store.unbounded(Subjects.EVENTS_STREAM);
    }
    hub.kill();

    hub.start();

    try (StoreAdmin store = new StoreAdmin(hub.keys(), hub.natsPort())) {
      StreamConfiguration events = store.stream(Subjects.EVENTS_STREAM).getConfiguration();
      assertThat(events.getRetentionPolicy()).isEqualTo(RetentionPolicy.Interest);
      assertThat(events.getMaxBytes()).isPositive();
    }
  }

  @Test
  void aLogThatAnEarlierHubMadeUnpurgeableIsUsedAsItIs() {
    try (StoreAdmin store = new StoreAdmin(hub.keys(), hub.natsPort())) {
      store.denyPurge(HubStreams.OPERATIONS);
    }
    hub.kill();

    hub.start();

    assertThat(hub.output()).contains("FLEET_OPLOG refuses purges");
  }

  /** The server reserves what its streams may take, and refuses to change them beyond that. */
  @Test
  void aSmallerVolumeLosesNothingAndIsReported() {
    try (TestAgent east = member("east")) {
      assertThat(east.index()).isPresent();
    }
    long rows = AuditTrail.last(hub.admin());
    hub.close();

    hub.with("NATS_VOLUME", "16Mi").start();

    assertThat(hub.output())
        .contains("the limits of its streams exceed the storage of the nats-server");
    assertThat(AuditTrail.last(hub.admin())).isEqualTo(rows);
    assertThat(
            hub.admin()
                .put(
                    "/api/v1/natsclusters/east/nats/orders",
                    "application/json",
                    Manifests.cluster("nats", "orders", 3))
                .status())
        .isEqualTo(202);
  }

  @Test
  void anAgentThatFloodsTakesNothingFromTheOthers() throws Exception {
    try (TestAgent loud = member("loud");
        TestAgent quiet = member("quiet")) {
      String operation =
          hub.admin()
              .put(
                  "/api/v1/natsclusters/quiet/nats/orders",
                  "application/json",
                  Manifests.cluster("nats", "orders", 3))
              .body()
              .path("id")
              .asText();
      byte[] noise = "{}".getBytes(StandardCharsets.UTF_8);
      for (int count = 0; count < FLOOD; count++) {
        loud.connection().publish(Subjects.event(loud.id(), "noise"), noise);
        loud.heartbeat(0);
      }
      loud.connection().flush(SOON);

      quiet.report(operation, new OperationEvent.Succeeded(Instant.now(), "done"));

      await()
          .atMost(SOON)
          .until(
              () ->
                  hub.admin().get("/api/v1/operations/" + operation).body().path("state").asText(),
              "Succeeded"::equals);
      quiet.heartbeat(quiet.index().orElseThrow().revision());
      await()
          .atMost(SOON)
          .until(() -> hub.admin().get("/api/v1/agents/quiet").body().path("online").asBoolean());
      List<String> reported =
          AuditTrail.after(hub.admin(), 0).stream()
              .filter(row -> row.entry().code().equals("TOO_MANY"))
              .map(row -> row.entry().actor() + " " + row.entry().action())
              .toList();
      assertThat(reported)
          .as("once each")
          .containsExactlyInAnyOrder(
              "agent/" + loud.id() + " event.report", "agent/" + loud.id() + " agent.heartbeat");
      try (StoreAdmin store = new StoreAdmin(hub.keys(), hub.natsPort())) {
        await()
            .atMost(SOON)
            .untilAsserted(
                () ->
                    assertThat(store.stream(Subjects.EVENTS_STREAM).getStreamState().getMsgCount())
                        .as("folded events are gone")
                        .isZero());
      }
    }
  }

  private TestAgent member(String name) {
    return hub.member(name, "nats").connect(hub.natsUrl(), (_, _) -> {});
  }
}
