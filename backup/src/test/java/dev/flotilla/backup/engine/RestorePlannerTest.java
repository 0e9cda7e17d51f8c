// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.flotilla.backup.manifest.Manifest;
import dev.flotilla.backup.manifest.SavedArchive;
import dev.flotilla.backup.manifest.SavedMessages;
import dev.flotilla.backup.manifest.SavedObject;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.SetKind;
import dev.flotilla.backup.manifest.SetName;
import dev.flotilla.backup.manifest.StreamName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestorePlannerTest {
  private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");
  private static final String FULL = "20261130t000000z-aaaaaa";
  private static final String INCREMENT = "20261201t000000z-bbbbbb";
  private static final StreamName ORDERS = new StreamName("APP", "APP", "ORDERS");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void aStreamThatIsNotThereIsRestored() throws Exception {
    RestorePlan plan = plan(task(List.of(), List.of()), stream("records", null, "{}"), null);

    assertThat(plan.refusal()).isEmpty();
    assertThat(plan.target()).isEqualTo(ORDERS);
    assertThat(plan.replaces()).isFalse();
    assertThat(plan.warnings()).isEmpty();
  }

  @Test
  void oneThatExistsIsKeptUnlessItMayBeReplaced() throws Exception {
    SavedStream stream = stream("records", null, "{}");

    assertThat(code(plan(task(List.of(), List.of()), stream, "{}")))
        .contains(ResultCode.STREAM_EXISTS);
    RestorePlan replacing = plan(task(List.of(), List.of("APP/ORDERS")), stream, "{}");
    assertThat(replacing.refusal()).isEmpty();
    assertThat(replacing.replaces()).isTrue();
  }

  @Test
  void whatAnEarlierAttemptOfThisRestoreHasLeftMayGo() throws Exception {
    SavedStream stream = stream("records", null, "{}");

    assertThat(
            plan(
                    task(List.of(), List.of()),
                    stream,
                    "{'metadata':{'flotilla.dev/restoring':'uid-2'}}")
                .refusal())
        .isEmpty();
    assertThat(
            code(
                plan(
                    task(List.of(), List.of()),
                    stream,
                    "{'metadata':{'flotilla.dev/restoring':'uid-3'}}")))
        .contains(ResultCode.STREAM_EXISTS);
  }

  @Test
  void whatAnEarlierAttemptHasRestoredStays() throws Exception {
    SavedStream stream = stream("records", null, "{}");
    String restored = "{'metadata':{'flotilla.dev/restored':'uid-2/ef'}}";

    RestorePlan plan = plan(task(List.of(), List.of("APP/ORDERS")), stream, restored);

    assertThat(plan.finished()).isTrue();
    assertThat(plan.replaces()).isFalse();
    assertThat(plan.refusal()).isEmpty();
  }

  @Test
  void anotherNameNeedsAnArchiveOfRecords() throws Exception {
    Task task = task(List.of(new Task.Rename("APP/ORDERS", "APP/OLD_ORDERS")), List.of());

    assertThat(plan(task, stream("records", null, "{}"), null).target().stream())
        .isEqualTo("OLD_ORDERS");
    assertThat(code(plan(task, stream("tar", null, "{}"), null)))
        .contains(ResultCode.RENAME_UNSUPPORTED);
  }

  @Test
  void twoStreamsNeverShareATarget() throws Exception {
    SavedStream orders = stream("records", null, "{}");
    SavedStream copy =
        new SavedStream(
            new StreamName("APP", "APP", "COPY"),
            orders.leaderVersion(),
            orders.config(),
            orders.state(),
            orders.created(),
            null,
            orders.messages(),
            List.of(),
            orders.archive(),
            orders.object(),
            false,
            List.of());
    Task task = task(List.of(new Task.Rename("APP/COPY", "APP/ORDERS")), List.of());

    List<RestorePlan> plans =
        planner(task, versions(), Map.of(), null).plan(manifest(INCREMENT, null, orders, copy));

    assertThat(plans)
        .hasSize(2)
        .allSatisfy(plan -> assertThat(code(plan)).contains(ResultCode.TARGET_SHARED));
  }

  @Test
  void anAccountWithoutAUserTakesNothing() throws Exception {
    Task task = task(List.of(new Task.Rename("APP/ORDERS", "OTHER/ORDERS")), List.of());

    assertThat(code(plan(task, stream("records", null, "{}"), null)))
        .contains(ResultCode.ACCOUNT_WITHOUT_USER);
  }

  @Test
  void recordsAreNotGivenToServersThatDoNotReadThem() throws Exception {
    SavedStream stream = stream("records", null, "{}");
    RestorePlanner planner =
        planner(task(List.of(), List.of()), Map.of("n0", "2.15.3", "n1", "2.14.9"), Map.of(), null);

    RestorePlan plan = planner.plan(manifest(INCREMENT, null, stream)).getFirst();

    assertThat(code(plan)).contains(ResultCode.FORMAT_TOO_NEW);
    assertThat(plan.refusal().orElseThrow().reason()).contains("2.14.9, 2.15.3");
  }

  @Test
  void replicasNeedServers() throws Exception {
    assertThat(
            code(
                plan(
                    task(List.of(), List.of()),
                    stream("records", null, "{'num_replicas':5}"),
                    null)))
        .contains(ResultCode.REPLICAS_TOO_MANY);
  }

  @Test
  void aChainIsFollowedToItsWholeArchive() throws Exception {
    Manifest full = manifest(FULL, null, stream("records", null, "{}"));
    Manifest increment = manifest(INCREMENT, FULL, stream("records", FULL, "{}"));
    Task task = task(List.of(), List.of());
    Map<String, String> versions = versions();

    RestorePlan plan =
        planner(task, versions, Map.of(FULL, full, INCREMENT, increment), null)
            .plan(increment)
            .getFirst();
    assertThat(plan.chain()).hasSize(2);
    assertThat(plan.chain().getFirst().base()).isNull();

    RestorePlan broken =
        planner(task, versions, Map.of(INCREMENT, increment), null).plan(increment).getFirst();
    assertThat(code(broken)).contains(ResultCode.SET_NOT_FOUND);
    assertThat(broken.refusal().orElseThrow().reason()).contains(FULL);
  }

  @Test
  void whatFollowsIsSaidBeforehand() throws Exception {
    RestorePlan plan =
        plan(
            task(List.of(), List.of()),
            stream(
                "records",
                null,
                "{'max_age':3600000000000,'allow_msg_schedules':true,'sealed':true}"),
            null);

    assertThat(plan.warnings())
        .containsExactly(
            "All of its messages are older than its max_age and expire at once.",
            "Schedules that are due meanwhile fire at once.",
            "It is sealed again afterwards.");
  }

  private static Optional<ResultCode> code(RestorePlan plan) {
    return plan.refusal().map(RestorePlan.Refusal::code);
  }

  private static RestorePlan plan(Task task, SavedStream stream, @Nullable String present)
      throws Exception {
    return planner(task, versions(), Map.of(), present)
        .plan(manifest(INCREMENT, null, stream))
        .getFirst();
  }

  private static Map<String, String> versions() {
    return Map.of("n0", "2.15.3", "n1", "2.15.3", "n2", "2.15.3");
  }

  private static RestorePlanner planner(
      Task task, Map<String, String> versions, Map<String, Manifest> sets, @Nullable String present)
      throws Exception {
    Optional<JsonNode> config = present == null ? Optional.empty() : Optional.of(json(present));
    return new RestorePlanner(
        task,
        new ServerVersions(versions),
        sets,
        name -> config.filter(_ -> name.equals(ORDERS)),
        NOW);
  }

  private static SavedStream stream(String format, @Nullable String base, String config)
      throws Exception {
    Instant saved = NOW.minusSeconds(86_400);
    return new SavedStream(
        ORDERS,
        "2.15.3",
        json(config),
        json("{'first_seq':1,'last_seq':3}"),
        saved,
        base,
        new SavedMessages(3, 300, 1, 3, saved, saved, "ab", List.of()),
        List.of(),
        new SavedArchive(format, 400, "cd"),
        new SavedObject("x.age", 500, "ef"),
        false,
        List.of());
  }

  private static Manifest manifest(String id, @Nullable String base, SavedStream... streams) {
    return new Manifest(
        Manifest.VERSION,
        new SetName("east", "nats", "orders", id),
        "uid-1",
        NOW,
        NOW,
        base == null ? SetKind.FULL : SetKind.INCREMENTAL,
        base,
        List.of(),
        List.of(streams),
        List.of(),
        null,
        List.of(),
        List.of(),
        "");
  }

  private static Task task(List<Task.Rename> rename, List<String> replace) {
    return new Task(
        Task.Kind.RESTORE,
        new Task.Resource("nats", "one", "uid-2"),
        new Task.Origin("east", "nats", "orders", "uid-1"),
        List.of("nats://127.0.0.1:1"),
        3,
        null,
        null,
        null,
        List.of(
            new Task.Account("APP", null, "/task/APP.creds", false),
            new Task.Account("OTHER", null, null, false)),
        null,
        List.of(),
        List.of(),
        new Task.Storage("/store", null),
        List.of(),
        "/identity/identity",
        null,
        null,
        1,
        "latest",
        null,
        rename,
        null,
        replace,
        false,
        "/key/manifest.key");
  }

  private static JsonNode json(String text) throws Exception {
    return JSON.readTree(text.replace('\'', '"'));
  }
}
