// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestReports;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditRow;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Progress;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.subject.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A deploy from the API to an agent's inbox and back. */
class DeployIT {
  private static final String JSON = "application/json";
  private static final int AT_ONCE = 60;

  @RegisterExtension static final Fleet fleet = new Fleet();

  /** Each decides on what the one before has written, however little before. */
  @Test
  void deploysAtOnceWaitForTheirOwnDocuments() {
    Map<String, CompletableFuture<String>> operations = new TreeMap<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < AT_ONCE; i++) {
        String name = "crowd-" + i;
        operations.put(
            name,
            CompletableFuture.supplyAsync(
                () -> {
                  ApiClient.Reply reply = fleet.deploy(name, Manifests.cluster("nats", name, 1));
                  return reply.body().path("id").asText();
                },
                callers));
      }
    }

    operations.forEach(
        (name, id) -> {
          ResourceKey operation = ResourceKind.NATS_OPERATION.key("nats", id.join());
          await().atMost(Fleet.SOON).until(() -> entry(operation), entry -> entry != null);
          OperationRequest request =
              Json.read(
                  fleet.east().document(operation).orElseThrow().bytes(), OperationRequest.class);
          ResourceKey cluster = ResourceKind.NATS_CLUSTER.key("nats", name);
          assertThat(request.targetRevision())
              .as("awaited of %s", name)
              .isEqualTo(fleet.east().document(cluster).orElseThrow().revision());
        });
  }

  @Test
  void aDeployTravelsDownSignedAndItsResultTravelsUp() {
    ApiClient.Reply accepted = fleet.deploy("orders", Manifests.cluster("nats", "orders", 3));

    assertThat(accepted.status()).isEqualTo(202);
    String id = accepted.body().path("id").asText();
    assertThat(accepted.raw().headers().firstValue("Location"))
        .get()
        .asString()
        .endsWith("/api/v1/operations/" + id);
    ResourceKey cluster = ResourceKind.NATS_CLUSTER.key("nats", "orders");
    ResourceKey operation = ResourceKind.NATS_OPERATION.key("nats", id);
    Index.Entry announced =
        await()
            .atMost(Fleet.SOON)
            .until(() -> entry(cluster), entry -> entry != null && !entry.deleted());
    Document document = fleet.east().document(cluster).orElseThrow();
    assertThat(document.audience()).isEqualTo(fleet.east().id());
    assertThat(document.revision()).isEqualTo(announced.revision());
    assertThat(Digest.of(document.bytes())).isEqualTo(announced.digest());
    assertThat(new String(document.bytes(), StandardCharsets.UTF_8)).contains("\"replicas\":3");
    OperationRequest request =
        Json.read(fleet.east().document(operation).orElseThrow().bytes(), OperationRequest.class);
    assertThat(request.targetRevision()).isEqualTo(document.revision());
    assertThat(request.requestedBy()).isEqualTo("admin");

    fleet.east().report(id, new OperationEvent.Admitted(Instant.now()));
    fleet
        .east()
        .report(
            id, new OperationEvent.Progressed(Instant.now(), new Progress("roll", 50, "1 of 2")));
    fleet.awaitState(id, "Running");
    assertThat(fleet.admin().post("/api/v1/operations/" + id + "/cancel", Map.of()).code())
        .isEqualTo("OPERATION_RUNNING");
    String message = "the-same-message";
    AgentEvent done =
        new AgentEvent.OperationChanged(
            request.id(), new OperationEvent.Succeeded(Instant.now(), "3 of 3 servers"));
    fleet.east().report(message, done);
    fleet.east().report(message, done);
    fleet.awaitState(id, "Succeeded");

    fleet.east().report(reported("orders", document.revision(), Instant.now()));
    await().atMost(Fleet.SOON).until(() -> view("orders").path("ready").asBoolean());
    assertThat(
            fleet
                .admin()
                .get("/api/v1/natsclusters")
                .body()
                .path("items")
                .findValuesAsText("address"))
        .contains("east/nats/orders");

    assertThat(fleet.admin().get("/api/v1/natsclusters/east/nats/orders/document").body())
        .isEqualTo(Json.read(document.bytes(), JsonNode.class));

    ApiClient.Reply again = fleet.deploy("orders", Manifests.cluster("nats", "orders", 3));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("id").asText()).isEqualTo(id);
  }

  @Test
  void aRepeatedCallThatFoundNothingToDoStillDoesNothingLater() {
    String address = "/api/v1/natsclusters/east/nats/later";
    String three = Manifests.cluster("nats", "later", 3);
    String first = fleet.deploy("later", three).body().path("id").asText();
    ApiClient.Reply present = fleet.admin().put(address, JSON, three, "Idempotency-Key", "k-2");
    assertThat(present.status()).isEqualTo(200);
    ApiClient.Reply newer = fleet.deploy("later", Manifests.cluster("nats", "later", 5));
    assertThat(newer.status()).isEqualTo(202);

    ApiClient.Reply repeated = fleet.admin().put(address, JSON, three, "Idempotency-Key", "k-2");

    assertThat(repeated.body().path("id").asText()).isEqualTo(first);
    assertThat(fleet.admin().get(address).body().path("lastOperation").path("id").asText())
        .isEqualTo(newer.body().path("id").asText());
  }

  @Test
  void whatIsDeletedOrNotReadyIsDeployedAgain() {
    String manifest = Manifests.cluster("nats", "gone", 3);
    String first = fleet.deploy("gone", manifest).body().path("id").asText();
    fleet.east().report(first, new OperationEvent.Succeeded(Instant.now(), "done"));
    fleet.awaitState(first, "Succeeded");

    ApiClient.Reply again = fleet.deploy("gone", manifest);

    assertThat(again.status()).as("it is not reported").isEqualTo(202);
    assertThat(again.body().path("id").asText()).isNotEqualTo(first);
  }

  /** A repeated request is not answered forever with a deploy that failed. */
  @Test
  void whatBecameReadyAfterAFailedDeployIsDeployedAgain() {
    String manifest = Manifests.cluster("nats", "slow", 3);
    String failed = fleet.deploy("slow", manifest).body().path("id").asText();
    Problem late = new Problem("DEPLOY_TIMED_OUT", "server 0 is not ready", "");
    fleet.east().report(failed, new OperationEvent.Failed(Instant.now(), late));
    fleet.awaitState(failed, "Failed");
    fleet.east().report(reported("slow", Long.MAX_VALUE, Instant.now()));
    await().atMost(Fleet.SOON).until(() -> view("slow").path("ready").asBoolean());

    ApiClient.Reply again = fleet.deploy("slow", manifest);

    assertThat(again.status()).isEqualTo(202);
    assertThat(again.body().path("id").asText()).isNotEqualTo(failed);
  }

  @Test
  void theLastReportCountsWhateverTheAgentsClockSays() {
    fleet.deploy("clock", Manifests.cluster("nats", "clock", 3));
    fleet.east().report(reported("clock", 1, Instant.now()));

    fleet.east().report(reported("clock", 2, Instant.now().minus(Duration.ofHours(1))));

    await()
        .atMost(Fleet.SOON)
        .until(
            () -> view("clock").path("report").path("revision").asLong(),
            revision -> revision == 2);
  }

  @Test
  void wrongInputNamesEachFieldAndLeavesOnlyAnAuditRow() {
    int operations = operations();
    Map<String, String> wrong =
        Map.of(
            "\"replicas\":12", "spec.replicas",
            "\"replicas\":2", "spec.replicas",
            "\"replicas\":0", "spec.replicas",
            "\"servers\":3", "spec.servers",
            "\"jetStream\":{\"fileStore\":{\"size\":\"0\"}}", "spec.jetStream.fileStore.size",
            "\"jetStream\":{\"fileStore\":{\"size\":\"ten\"}}", "spec.jetStream.fileStore.size",
            "\"jetStream\":{\"memoryStore\":{\"size\":\"-1Gi\"}}",
                "spec.jetStream.memoryStore.size");

    wrong.forEach(
        (fields, field) -> {
          long last = AuditTrail.last(fleet.admin());
          ApiClient.Reply reply =
              fleet.deploy(
                  "wrong", Manifests.withSpec("nats", "wrong", "\"version\":\"2.15.2\"," + fields));
          assertThat(reply.status()).as(fields).isEqualTo(422);
          assertThat(reply.fields()).as(fields).contains(field);
          assertThat(reply.raw().headers().firstValue("Content-Type"))
              .get()
              .asString()
              .startsWith("application/problem+json");
          List<AuditRow> rows = AuditTrail.after(fleet.admin(), last);
          assertThat(rows).hasSize(1);
          assertThat(rows.getFirst().entry().outcome()).isEqualTo(AuditEntry.Outcome.REFUSED);
          assertThat(rows.getFirst().entry().code()).isEqualTo(reply.code());
        });
    ApiClient.Reply version =
        fleet.deploy("wrong", Manifests.withSpec("nats", "wrong", "\"version\":\"9.9.9\""));
    assertThat(version.code()).isEqualTo("UNKNOWN_VERSION");
    assertThat(
            fleet
                .admin()
                .put(
                    "/api/v1/natsclusters/east/elsewhere/wrong",
                    JSON,
                    Manifests.cluster("elsewhere", "wrong", 3))
                .fields())
        .contains("metadata.namespace");
    assertThat(operations()).isEqualTo(operations);
    assertThat(fleet.east().index().orElseThrow().entries())
        .noneMatch(entry -> entry.key().name().equals("wrong"));
    assertThat(fleet.admin().get("/api/v1/natsclusters/east/nats/wrong").status()).isEqualTo(404);
  }

  @Test
  void yamlIsTakenAsWell() {
    String yaml =
        """
        apiVersion: flotilla.dev/v1alpha1
        kind: NatsCluster
        metadata: {name: yaml, namespace: nats}
        spec:
          version: 2.15.2
          replicas: 1
        """;

    ApiClient.Reply reply =
        fleet.admin().put("/api/v1/natsclusters/east/nats/yaml", "application/yaml", yaml);

    assertThat(reply.status()).isEqualTo(202);
  }

  @Test
  void anIdempotencyKeyBelongsToOneRequest() {
    String manifest = Manifests.cluster("nats", "once", 3);
    String address = "/api/v1/natsclusters/east/nats/once";

    ApiClient.Reply first = fleet.admin().put(address, JSON, manifest, "Idempotency-Key", "k-1");
    ApiClient.Reply second = fleet.admin().put(address, JSON, manifest, "Idempotency-Key", "k-1");
    ApiClient.Reply other =
        fleet
            .admin()
            .put(address, JSON, Manifests.cluster("nats", "once", 5), "Idempotency-Key", "k-1");

    assertThat(first.status()).isEqualTo(202);
    assertThat(second.status()).isEqualTo(202);
    assertThat(second.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
  }

  @Test
  void aCancelledDeployReturnsToTheDocumentBefore() {
    ResourceKey key = ResourceKind.NATS_CLUSTER.key("nats", "back");
    String first =
        fleet.deploy("back", Manifests.cluster("nats", "back", 3)).body().path("id").asText();
    fleet.east().report(first, new OperationEvent.Succeeded(Instant.now(), "done"));
    fleet.awaitState(first, "Succeeded");
    await().atMost(Fleet.SOON).until(() -> fleet.east().document(key).isPresent());
    String before = fleet.east().document(key).orElseThrow().digest();
    String id =
        fleet.deploy("back", Manifests.cluster("nats", "back", 5)).body().path("id").asText();
    ResourceKey operation = ResourceKind.NATS_OPERATION.key("nats", id);
    await().atMost(Fleet.SOON).until(() -> fleet.east().document(operation).isPresent());
    long revision = fleet.east().document(key).orElseThrow().revision();

    ApiClient.Reply cancelled =
        fleet.admin().post("/api/v1/operations/" + id + "/cancel", Map.of());

    assertThat(cancelled.status()).isEqualTo(202);
    await()
        .atMost(Fleet.SOON)
        .until(
            () ->
                Json.read(
                        fleet.east().document(operation).orElseThrow().bytes(),
                        OperationRequest.class)
                    .cancelled());
    Document after =
        await()
            .atMost(Fleet.SOON)
            .until(
                () -> fleet.east().document(key).orElseThrow(),
                found -> found.revision() > revision);
    assertThat(after.digest()).isEqualTo(before);
    assertThat(
            Json.read(
                    fleet.east().document(operation).orElseThrow().bytes(), OperationRequest.class)
                .cancelled())
        .isTrue();
    fleet.east().report(id, new OperationEvent.Cancelled(Instant.now(), "admin"));
    fleet.awaitState(id, "Cancelled");
    assertThat(fleet.admin().post("/api/v1/operations/" + id + "/cancel", Map.of()).code())
        .isEqualTo("OPERATION_ENDED");
  }

  @Test
  void everyStateIsPushedToAWatcher() {
    String id =
        fleet.deploy("seen", Manifests.cluster("nats", "seen", 3)).body().path("id").asText();
    List<String> states = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> watching =
        CompletableFuture.runAsync(
            () ->
                fleet
                    .admin()
                    .events("/api/v1/operations/" + id)
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring(5).getBytes(StandardCharsets.UTF_8))
                    .map(view -> Json.read(view, JsonNode.class).path("state").asText())
                    .forEach(states::add));
    await().atMost(Fleet.SOON).until(() -> states.contains("Queued"));

    fleet.east().report(id, new OperationEvent.Admitted(Instant.now()));
    fleet.east().report(id, new OperationEvent.Held(Instant.now(), "another pod is in flight"));
    fleet
        .east()
        .report(
            id,
            new OperationEvent.Failed(Instant.now(), new Problem("DEPLOY_TIMED_OUT", "no", "")));

    assertThat(watching).as("the hub ends the stream").succeedsWithin(Fleet.SOON);
    assertThat(states).containsExactly("Queued", "Delivered", "Waiting", "Failed");
    assertThat(fleet.hub().output()).doesNotContain("ERROR");
  }

  @Test
  void aClosedWatchCausesNoError() {
    String id =
        fleet.deploy("left", Manifests.cluster("nats", "left", 3)).body().path("id").asText();
    try (Stream<String> lines = fleet.admin().events("/api/v1/operations/" + id)) {
      assertThat(lines.filter(line -> line.startsWith("data:")).findFirst()).isPresent();
    }

    fleet.east().report(id, new OperationEvent.Admitted(Instant.now()));
    fleet.east().report(id, new OperationEvent.Succeeded(Instant.now(), "done"));
    fleet.awaitState(id, "Succeeded");

    await()
        .during(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(fleet.hub().output()).doesNotContain("ERROR"));
  }

  @Test
  void whatCannotBeReadHoldsUpNothing() throws Exception {
    String id =
        fleet.deploy("after", Manifests.cluster("nats", "after", 3)).body().path("id").asText();
    for (String body : List.of("{}", "null", "[]", "{\"agent\":\"" + fleet.east().id() + "\"}")) {
      fleet
          .east()
          .connection()
          .jetStream()
          .publish(
              Subjects.event(fleet.east().id(), "operation"),
              body.getBytes(StandardCharsets.UTF_8));
    }

    fleet.east().report(id, new OperationEvent.Succeeded(Instant.now(), "done"));

    fleet.awaitState(id, "Succeeded");
    await()
        .atMost(Fleet.SOON)
        .untilAsserted(() -> assertThat(fleet.hub().output().split("is invalid", -1)).hasSize(5));
  }

  private static Index.@Nullable Entry entry(ResourceKey key) {
    return fleet.east().index().orElseThrow().entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElse(null);
  }

  private static int operations() {
    return fleet.admin().get("/api/v1/operations?limit=500").body().path("items").size();
  }

  private static AgentEvent reported(String name, long revision, Instant at) {
    return TestReports.healthy("nats", name, "hub", revision, at);
  }

  /** What the hub shows of a NatsCluster in namespace {@code nats} of east. */
  private static JsonNode view(String name) {
    return fleet.admin().get("/api/v1/natsclusters/east/nats/" + name).body();
  }
}
