// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.HubAccount;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.LogLines;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.StoreAdmin;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.PurgeOptions;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has ended leaves the log and can still be looked up, wherever the hub is killed. */
class GrowthIT {
  /** Revision of the index that a new agent gets. */
  private static final long CATALOGUE_ALONE = 2;

  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int MANY = 10_000;
  private static final int CLUSTERS = 20;
  private static final int RESOURCES = 2_000;
  private static final int MOST_LINES = 200;

  @TempDir static Path folder;

  private static HubProcess hub;

  @BeforeAll
  static void aHub() {
    hub = new HubProcess(folder).start();
  }

  @AfterAll
  static void end() {
    hub.close();
  }

  @Test
  void tenThousandEndedOperationsLeaveTheLogAndAreFound() throws Exception {
    try (TestAgent west = member("west")) {
      ApiClient.Reply keyed = deploy("west", "keyed", "a-key");
      String before = keyed.body().path("id").asText();
      west.report(before, new OperationEvent.Succeeded(Instant.now(), "done"));
      awaitState(before, "Succeeded");
      try (HubAccount account = new HubAccount(hub.keys(), hub.natsPort())) {
        LogLines lines = new LogLines(account.connection(), west.id(), 1);
        for (int number = 1; number < MANY - 1; number++) {
          lines.succeeded(
              LogLines.id(number), cluster(number % CLUSTERS), "{\"of\":" + number + "}");
        }
        lines.requested(LogLines.id(MANY - 1), cluster(1), "{}");
        lines.happened(
            LogLines.id(MANY - 1),
            new OperationEvent.Failed(
                Instant.now(), new Problem("LATE", "It was late.", "Again.")));
        lines.flush();
      }
      awaitCompacted(west);

      hub.kill();
      hub.start();

      assertThat(ids("/api/v1/operations?limit=500&member=west"))
          .as("all, newest first")
          .hasSize(MANY)
          .isSortedAccordingTo((one, other) -> other.compareTo(one));
      assertThat(ids("/api/v1/operations?member=west&state=failed"))
          .containsExactly(LogLines.id(MANY - 1).value());
      assertThat(operation(LogLines.id(1).value()).path("requestedBy").asText()).isEqualTo("ci");
      JsonNode shown = hub.admin().get("/api/v1/natsclusters/west/nats/c1").body();
      assertThat(shown.at("/lastOperation/code").asText()).isEqualTo("LATE");

      ApiClient.Reply again = deploy("west", "keyed", "a-key");
      assertThat(again.status()).isEqualTo(202);
      assertThat(again.body().path("id").asText()).as("the key belongs to it").isEqualTo(before);
      await()
          .atMost(SOON)
          .until(() -> west.connection().getStatus() == Connection.Status.CONNECTED);
      west.report(before, new OperationEvent.Succeeded(Instant.now(), "done"));
      String next = deploy("west", "next", "another").body().path("id").asText();
      west.report(next, new OperationEvent.Succeeded(Instant.now(), "done"));
      awaitState(next, "Succeeded");
      assertThat(AuditTrail.after(hub.admin(), 0))
          .as("a late report on it is none on an unknown operation")
          .noneMatch(row -> row.entry().code().equals("UNKNOWN_OPERATION"));
    }
  }

  @Test
  void twoThousandResourcesOfOneMemberAreInPagesAndWithdrawalsEnd() throws Exception {
    try (TestAgent agent = member("wide");
        HubAccount account = new HubAccount(hub.keys(), hub.natsPort())) {
      LogLines lines = new LogLines(account.connection(), agent.id(), 0);
      for (int number = 0; number < RESOURCES; number++) {
        String name = "c" + number;
        lines.succeeded(
            LogLines.id(50_000 + number), cluster(number), Manifests.cluster("nats", name, 3));
      }
      lines.flush();
      Index index = awaitIndex(agent, RESOURCES);

      assertThat(keys(index)).hasSizeGreaterThanOrEqualTo(RESOURCES);
      assertThat(agent.document(cluster(RESOURCES - 1)).orElseThrow().revision())
          .isEqualTo(RESOURCES);

      String id = deploy("wide", "gone", "gone").body().path("id").asText();
      awaitIndex(agent, RESOURCES + 1);
      hub.admin().post("/api/v1/operations/" + id + "/cancel", Map.of());
      Index withdrawn = awaitIndex(agent, RESOURCES + 2);
      agent.report(id, new OperationEvent.Cancelled(Instant.now(), "ci"));
      ResourceKey gone = ResourceKind.NATS_CLUSTER.key("nats", "gone");
      assertThat(withdrawn.entries())
          .filteredOn(entry -> entry.key().equals(gone))
          .allMatch(Index.Entry::deleted)
          .hasSize(1);

      agent.heartbeat(withdrawn.revision());
      for (int number = 0; number < MOST_LINES; number++) {
        lines.succeeded(LogLines.id(60_000 + number), cluster(number), "{}");
      }
      lines.flush();
      awaitCompacted(agent);
      ApiClient.Reply last = deploy("wide", "last", "last");
      assertThat(last.status()).isEqualTo(202);
      Index after = awaitIndex(agent, RESOURCES + 3 + MOST_LINES);

      assertThat(keys(after)).doesNotContain(gone).hasSizeGreaterThan(RESOURCES);
    }
  }

  @Test
  void aLongBodyTravelsByDigest() throws Exception {
    try (TestAgent agent = member("long");
        HubAccount account = new HubAccount(hub.keys(), hub.natsPort())) {
      String body = "{\"long\":\"" + "x".repeat(3 * Body.CHUNK) + "\"}";
      LogLines lines = new LogLines(account.connection(), agent.id(), 0);
      lines.requested(LogLines.id(70_000), cluster(0), body);
      lines.requested(LogLines.id(70_001), cluster(1), "{}");
      lines.flush();
      awaitIndex(agent, 2);

      Document document = agent.document(cluster(0)).orElseThrow();

      assertThat(document.body().inline()).isEmpty();
      assertThat(agent.body(document)).asString(StandardCharsets.UTF_8).isEqualTo(body);
      assertThat(
              agent.service(
                  Subjects.Service.BODY, new Body.ChunkRequest(cluster(1), document.digest(), 0)))
          .as("of another resource")
          .hasValueSatisfying(
              reply ->
                  assertThat(Json.read(reply.getData(), Problem.class).code())
                      .isEqualTo("BODY_UNKNOWN"));
    }
  }

  @Test
  void aCheckpointThatCannotBeReadClosesItsAgentAndNoOther() throws Exception {
    try (TestAgent closed = member("closed");
        TestAgent open = member("open");
        HubAccount account = new HubAccount(hub.keys(), hub.natsPort())) {
      assertThat(deploy("closed", "orders", "before").status()).isEqualTo(202);
      Index index = awaitIndex(closed, 1);
      account
          .connection()
          .jetStream()
          .publish(
              HubStreams.OPERATIONS_PREFIX + closed.id() + ".checkpoint",
              "{}".getBytes(StandardCharsets.UTF_8));

      await()
          .atMost(SOON)
          .until(() -> deploy("closed", "orders", "after").status(), status -> status == 503);
      assertThat(deploy("open", "orders", "other").status()).isEqualTo(202);
      assertThat(hub.admin().get("/api/v1/natsclusters").status()).isEqualTo(200);
      assertThat(closed.index().orElseThrow().entries())
          .as("what it holds stays")
          .isEqualTo(index.entries());
      awaitIndex(open, 1);
    }
  }

  @Test
  void aStreamWhoseLastMessageWasPurgedIsReadToItsEnd() throws Exception {
    try (TestAgent agent = member("pruned");
        HubAccount account = new HubAccount(hub.keys(), hub.natsPort())) {
      String prefix = HubStreams.DOCUMENTS_PREFIX + agent.id() + ".";
      String last = prefix + LogLines.id(80_001) + ".natscluster.nats.c0";
      var jetStream = account.connection().jetStream();
      jetStream.publish(prefix + LogLines.id(80_000) + ".natscluster.nats.c0", new byte[0]);
      jetStream.publish(last, new byte[0]);
      account
          .connection()
          .jetStreamManagement()
          .purgeStream(HubStreams.DOCUMENTS, PurgeOptions.subject(last));
    }
    hub.kill();

    hub.start();

    assertThat(hub.admin().get("/api/v1/operations").status()).isEqualTo(200);
  }

  /** The hub dies when a compaction has stored its first of each; nothing is lost or comes back. */
  @ParameterizedTest
  @EnumSource
  void aCompactionThatWasCutOffIsCompletedByTheNextHub(Step step) throws Exception {
    String name = "cut-" + step.name().toLowerCase(Locale.ROOT);
    try (TestAgent agent = member(name);
        HubAccount account = new HubAccount(hub.keys(), hub.natsPort())) {
      LogLines lines = new LogLines(account.connection(), agent.id(), 0);
      int base = step.numbers;
      OperationId open = LogLines.id(base);
      lines.requested(open, cluster(0), Manifests.cluster("nats", "c0", 3));
      JetStreamSubscription stored = step.followed(account.connection(), agent);
      for (int number = 1; number <= 100; number++) {
        lines.succeeded(LogLines.id(base + number), cluster(1), Manifests.cluster("nats", "c1", 3));
      }
      assertThat(stored.nextMessage(SOON)).as("what is stored").isNotNull();
      hub.kill();
      hub.start();

      awaitCompacted(agent);
      assertThat(ids("/api/v1/operations?limit=500&member=" + name)).hasSize(101);
      assertThat(operation(open.value()).path("state").asText()).isEqualTo("Queued");
      assertThat(operation(LogLines.id(base + 1).value()).path("state").asText())
          .isEqualTo("Succeeded");
      await()
          .atMost(SOON)
          .until(() -> agent.connection().getStatus() == Connection.Status.CONNECTED);
      await().atMost(SOON).until(() -> agent.document(cluster(0)).isPresent());
      assertThat(agent.document(cluster(1)).orElseThrow().revision()).isEqualTo(101);
      assertThat(deploy(name, "c1", "after-" + name).status()).isEqualTo(202);
      await().atMost(SOON).until(() -> agent.document(cluster(1)).orElseThrow().revision() == 102);
    }
  }

  /** What a compaction stores, in this order. */
  enum Step {
    DOCUMENT(20_000, HubStreams.DOCUMENTS, HubStreams.DOCUMENTS_PREFIX + "%s.>"),
    HISTORY(30_000, HubStreams.HISTORY, HubStreams.HISTORY_PREFIX + "%s.*"),
    CHECKPOINT(40_000, HubStreams.OPERATIONS, HubStreams.OPERATIONS_PREFIX + "%s.checkpoint");

    private final int numbers;
    private final String stream;
    private final String subject;

    Step(int numbers, String stream, String subject) {
      this.numbers = numbers;
      this.stream = stream;
      this.subject = subject;
    }

    JetStreamSubscription followed(Connection connection, TestAgent agent) throws Exception {
      return connection
          .jetStream()
          .subscribe(
              subject.formatted(agent.id()),
              PushSubscribeOptions.builder().stream(stream)
                  .ordered(true)
                  .configuration(
                      ConsumerConfiguration.builder().deliverPolicy(DeliverPolicy.New).build())
                  .build());
    }
  }

  private static void awaitCompacted(TestAgent agent) {
    try (StoreAdmin store = new StoreAdmin(hub.keys(), hub.natsPort())) {
      String lines = HubStreams.OPERATIONS_PREFIX + agent.id() + ".>";
      await()
          .atMost(Duration.ofMinutes(2))
          .until(() -> store.messages(HubStreams.OPERATIONS, lines) <= MOST_LINES);
    }
  }

  /** The index after so many changes of the ledger; a new agent has the catalogue already. */
  private static Index awaitIndex(TestAgent agent, long changes) {
    long revision = changes + CATALOGUE_ALONE;
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(agent::index, index -> index.filter(it -> it.revision() >= revision).isPresent())
        .orElseThrow();
  }

  private static List<ResourceKey> keys(Index index) {
    return index.entries().stream().map(Index.Entry::key).toList();
  }

  private static List<String> ids(String path) {
    List<String> ids = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = hub.admin().get(path + after).body();
      page.path("items").forEach(item -> ids.add(item.path("id").asText()));
      after = page.path("next").isTextual() ? "&after=" + page.path("next").asText() : "";
    } while (!after.isEmpty());
    return ids;
  }

  private static JsonNode operation(String id) {
    return hub.admin().get("/api/v1/operations/" + id).body();
  }

  private static void awaitState(String id, String state) {
    await().atMost(SOON).until(() -> operation(id).path("state").asText(), state::equals);
  }

  private static ApiClient.Reply deploy(String member, String name, String key) {
    return hub.admin()
        .put(
            "/api/v1/natsclusters/" + member + "/nats/" + name,
            "application/json",
            Manifests.cluster("nats", name, 3),
            "Idempotency-Key",
            key);
  }

  private static ResourceKey cluster(int number) {
    return ResourceKind.NATS_CLUSTER.key("nats", "c" + number);
  }

  private static TestAgent member(String name) {
    return hub.member(name, "nats").connect(hub.natsUrl(), (_, _) -> {});
  }
}
