// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestReports;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.operation.Progress;
import dev.flotilla.protocol.report.BackupFacts;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Backups and restores from the API to an agent's inbox, and back from its reports. */
class BackupIT {
  private static final String BACKUPS = "/api/v1/natsbackups";
  private static final String RESTORES = "/api/v1/natsrestores";
  private static final Instant AT = Instant.parse("2026-11-21T11:00:00Z");

  @RegisterExtension static final Fleet fleet = new Fleet();

  @BeforeAll
  static void deploy() {
    assertThat(fleet.deploy("orders", Manifests.cluster("nats", "orders", 3)).status())
        .isEqualTo(202);
  }

  @Test
  void aBackupReachesTheInboxWithItsOperation() {
    ApiClient.Reply accepted = backup("first");

    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    assertThat(accepted.body().path("type").asText()).isEqualTo("backup");
    assertThat(accepted.body().path("target").path("kind").asText()).isEqualTo("natsbackup");
    String id = accepted.body().path("id").asText();
    assertThat(accepted.raw().headers().firstValue("Location").orElseThrow())
        .endsWith("/api/v1/operations/" + id);
    ResourceKey key = ResourceKind.NATS_BACKUP.key("nats", "first");
    OperationRequest request = request(id);
    assertThat(request.order()).isEqualTo(new Order.Backup());
    assertThat(request.target()).isEqualTo(key);
    assertThat(new String(arrived(key), StandardCharsets.UTF_8))
        .contains("\"kind\":\"NatsBackup\"", "\"cluster\":\"orders\"", "\"claimName\":\"backups\"");
    assertThat(fleet.admin().get(BACKUPS + "/east/nats/first/document").body().path("spec"))
        .isEqualTo(Json.read(arrived(key), JsonNode.class).path("spec"));
    assertThat(fleet.admin().get("/api/v1/audit?limit=500").body().findValuesAsText("action"))
        .contains("natsbackup.create");
  }

  @Test
  void aRestoreReachesTheInboxWithItsOperation() {
    ApiClient.Reply accepted =
        fleet
            .admin()
            .put(
                RESTORES + "/east/nats/back",
                "application/json",
                Manifests.restore("nats", "back", "orders"));

    assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
    assertThat(request(accepted.body().path("id").asText()).order()).isEqualTo(new Order.Restore());
    assertThat(arrived(ResourceKind.NATS_RESTORE.key("nats", "back"))).isNotEmpty();
    assertThat(fleet.admin().get("/api/v1/audit?limit=500").body().findValuesAsText("action"))
        .contains("natsrestore.create");
    assertThat(fleet.admin().get(BACKUPS + "/east/nats/back").status()).isEqualTo(404);
  }

  @Test
  void aNameIsUsedOnce() {
    assertThat(backup("once").status()).isEqualTo(202);

    ApiClient.Reply again = backup("once");

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("RESOURCE_EXISTS");
    assertThat(again.body().path("detail").asText()).contains("NatsBackup east/nats/once");

    // One that was created in the member has its name as well.
    fleet.east().report(report("local", complete("True", "BackupComplete"), BackupFacts.NONE));
    await().atMost(Fleet.SOON).until(() -> view("local").status(), status -> status == 200);
    assertThat(backup("local").code()).isEqualTo("RESOURCE_EXISTS");
  }

  @Test
  void ofTwoCallsAtTheSameTimeOneGetsTheName() {
    List<CompletableFuture<Integer>> calls =
        IntStream.range(0, 8)
            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> backup("raced").status()))
            .toList();

    assertThat(calls.stream().map(CompletableFuture::join))
        .containsOnly(202, 409)
        .containsOnlyOnce(202);
  }

  @Test
  void aRepeatedCallReturnsItsOperation() {
    ApiClient.Reply first = backup("repeated", "Idempotency-Key", "b1");

    ApiClient.Reply same = backup("repeated", "Idempotency-Key", "b1");
    ApiClient.Reply another = backup("other", "Idempotency-Key", "b1");

    assertThat(first.status()).isEqualTo(202);
    assertThat(same.status()).isEqualTo(202);
    assertThat(same.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(another.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(backup("repeated").code()).isEqualTo("RESOURCE_EXISTS");
  }

  @Test
  void everythingWrongIsReportedAtOnce() {
    String manifest =
        Manifests.backup("payments", "another", "nowhere")
            .replace("\"volumeClaim\"", "\"volume\"")
            .replace("age1", "age1pq1");

    ApiClient.Reply refused =
        fleet.admin().put(BACKUPS + "/east/nats/wrong", "application/json", manifest);

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.fields())
        .containsExactlyInAnyOrder(
            "spec.storage.volumeClaim",
            "spec.storage.volume",
            "spec.recipients[0]",
            "spec.cluster",
            "metadata.namespace",
            "metadata.name");
    assertThat(refused.body().path("errors").findValuesAsText("code"))
        .contains("CLUSTER_NOT_FOUND", "STORAGE_AMBIGUOUS", "RECIPIENT_INVALID");
    assertThat(fleet.admin().put(BACKUPS + "/west/nats/wrong", "application/json", manifest).code())
        .isEqualTo("MEMBER_UNKNOWN");
    assertThat(view("wrong").status()).isEqualTo(404);
  }

  @Test
  void listsAndShowsWhatTheAgentReports() {
    String id = backup("reported").body().path("id").asText();
    assertThat(view("reported").body().path("state").asText()).isEqualTo("Queued");
    fleet
        .east()
        .report(
            report(
                "reported",
                complete("False", "BackupIncomplete"),
                new BackupFacts(
                    "orders",
                    "01kahx4v7m2t9q8r5w3y6z1b0c",
                    new BackupFacts.Progress(3, 2, 2048, 2048, null, null),
                    new BackupFacts.Verified("decoded", AT.toString()),
                    1,
                    12L,
                    2048L,
                    null,
                    List.of(new BackupFacts.Stream("APP/CACHE", "MEMORY", "It is in memory.")))));
    fleet.east().report(id, new OperationEvent.Succeeded(AT, "done"));
    fleet.awaitState(id, "Succeeded");
    await()
        .atMost(Fleet.SOON)
        .until(() -> view("reported").body().path("state").asText(), "Incomplete"::equals);

    JsonNode shown = view("reported").body();

    assertThat(shown.path("cluster").asText()).isEqualTo("orders");
    assertThat(shown.path("lastOperation").path("id").asText()).isEqualTo(id);
    JsonNode facts = shown.path("report").path("facts");
    assertThat(facts.path("set").asText()).isEqualTo("01kahx4v7m2t9q8r5w3y6z1b0c");
    assertThat(facts.path("streams").path(0).path("stream").asText()).isEqualTo("APP/CACHE");
    assertThat(facts.path("verified").path("level").asText()).isEqualTo("decoded");
    assertThat(names("?member=east&namespace=nats&cluster=orders")).contains("reported");
    assertThat(names("?cluster=payments")).isEmpty();
    assertThat(names("?member=west")).isEmpty();
    assertThat(names("?namespace=payments")).isEmpty();
  }

  @Test
  void deletingOneLeavesItsSet() {
    String id = backup("deleted").body().path("id").asText();
    ResourceKey key = ResourceKind.NATS_BACKUP.key("nats", "deleted");
    byte[] ignored = arrived(key);
    fleet.east().report(id, new OperationEvent.Progressed(AT, new Progress("backup", 1, "")));
    fleet.awaitState(id, "Running");
    assertThat(delete("deleted").code()).isEqualTo("OPERATION_RUNNING");

    fleet
        .east()
        .report(
            report(
                "deleted",
                complete("True", "BackupComplete"),
                new BackupFacts("orders", "set-1", null, null, 0, 1L, 1L, null, List.of())));
    fleet.east().report(id, new OperationEvent.Succeeded(AT, "done"));
    fleet.awaitState(id, "Succeeded");
    ApiClient.Reply deleted = delete("deleted");

    assertThat(deleted.status()).as(deleted.raw().body()).isEqualTo(200);
    assertThat(deleted.body().path("set").asText()).isEqualTo("set-1");
    assertThat(deleted.body().path("message").asText()).contains("stays");
    await().atMost(Fleet.SOON).until(() -> withdrawn(key));
    assertThat(delete("deleted").code()).isEqualTo("NOT_FOUND");
    assertThat(fleet.admin().get("/api/v1/audit?limit=500").body().findValuesAsText("action"))
        .contains("natsbackup.delete");

    // The name is free once the member has deleted the resource.
    assertThat(backup("deleted").code()).isEqualTo("RESOURCE_EXISTS");
    fleet.east().report(gone(key));
    await().atMost(Fleet.SOON).until(() -> backup("deleted").status() == 202);
  }

  @Test
  void onlyOperatorsRequest() {
    ApiClient viewer = fleet.as("viewer");

    assertThat(
            viewer
                .put(
                    BACKUPS + "/east/nats/viewed",
                    "application/json",
                    Manifests.backup("nats", "viewed", "orders"))
                .status())
        .isEqualTo(403);
    assertThat(viewer.get(BACKUPS).status()).isEqualTo(200);
    assertThat(viewer.get(RESTORES).status()).isEqualTo(200);
  }

  private static ApiClient.Reply backup(String name, String... headers) {
    return fleet
        .admin()
        .put(
            BACKUPS + "/east/nats/" + name,
            "application/json",
            Manifests.backup("nats", name, "orders"),
            headers);
  }

  private static ApiClient.Reply view(String name) {
    return fleet.admin().get(BACKUPS + "/east/nats/" + name);
  }

  private static ApiClient.Reply delete(String name) {
    return fleet.admin().delete(BACKUPS + "/east/nats/" + name);
  }

  private static List<String> names(String query) {
    JsonNode list = fleet.admin().get(BACKUPS + query).body();
    return list.path("items").valueStream().map(item -> item.path("name").asText()).toList();
  }

  private static ResourceReport.Condition complete(String status, String reason) {
    return new ResourceReport.Condition("Complete", status, reason, "words");
  }

  private static AgentEvent report(
      String name, ResourceReport.Condition complete, BackupFacts facts) {
    return TestReports.backup(ResourceKind.NATS_BACKUP.key("nats", name), complete, facts, AT);
  }

  private static AgentEvent gone(ResourceKey key) {
    return new AgentEvent.ResourceReported(
        new ResourceReport(key, "hub", 1, 1, List.of(), null, true, AT));
  }

  private static boolean withdrawn(ResourceKey key) {
    return fleet.east().index().map(Index::entries).orElse(List.of()).stream()
        .anyMatch(entry -> entry.key().equals(key) && entry.deleted());
  }

  private static OperationRequest request(String id) {
    return Json.read(arrived(ResourceKind.NATS_OPERATION.key("nats", id)), OperationRequest.class);
  }

  private static byte[] arrived(ResourceKey key) {
    return await()
        .atMost(Fleet.SOON)
        .until(() -> fleet.east().document(key), Optional::isPresent)
        .orElseThrow()
        .bytes();
  }
}
