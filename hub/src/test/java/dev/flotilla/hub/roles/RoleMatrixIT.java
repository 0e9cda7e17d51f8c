// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.roles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.roles.Caller.Standing;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.ApiOperation;
import dev.flotilla.hub.testing.AuditTrail;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.TestPlans;
import dev.flotilla.protocol.audit.AuditEntry;
import dev.flotilla.protocol.audit.AuditEntry.Outcome;
import dev.flotilla.protocol.audit.AuditRow;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Every operation that the hub's own OpenAPI document names, tried by every sort of caller. An
 * operation that the table does not know fails the test.
 */
class RoleMatrixIT {
  private static final String UNKNOWN = "unknown";
  private static final Pattern UNRECORDED = Pattern.compile("(\\d+) more since");

  /** Longer than the hub counts strangers before it writes about them again. */
  private static final Duration STRANGERS_WRITTEN = Duration.ofSeconds(30);

  @RegisterExtension static final Fleet fleet = new Fleet();

  private final Map<String, RoleTable.Rule> table = new RoleTable(fleet).rules();
  private int strangersRefused;
  private long seen;

  @BeforeAll
  static void answer() {
    fleet.east().answers(TestPlans::unchanged);
  }

  private record Attempt(
      Caller caller, RoleTable.Call call, ApiClient.Reply reply, List<AuditEntry> rows) {}

  @TestFactory
  Stream<DynamicNode> everyOperationByEveryCaller() {
    skipRows();
    long start = seen;
    List<Caller> callers = Caller.all(fleet);
    List<ApiOperation> offered = ApiOperation.offeredBy(fleet.admin());
    return Stream.of(
            Stream.of(dynamicTest("the table names what the hub offers", () -> named(offered))),
            offered.stream().map(operation -> byEvery(callers, operation)),
            Stream.of(dynamicTest("every stranger was counted", () -> strangersCounted(start))))
        .flatMap(nodes -> nodes);
  }

  private void named(List<ApiOperation> offered) {
    assertThat(offered)
        .extracting(ApiOperation::toString)
        .containsExactlyInAnyOrderElementsOf(table.keySet());
  }

  private DynamicNode byEvery(List<Caller> callers, ApiOperation operation) {
    return dynamicContainer(
        operation.toString(),
        callers.stream()
            .map(caller -> dynamicTest(caller.name(), () -> attempt(operation, caller))));
  }

  private void attempt(ApiOperation operation, Caller caller) {
    RoleTable.Rule rule =
        Objects.requireNonNull(table.get(operation.toString()), operation + " is not in the table");
    RoleTable.Call call = rule.example().get();
    String before = state();
    skipRows();

    ApiClient.Reply reply =
        caller.client().call(operation.method(), call.path(), operation.mediaType(), call.body());

    judge(operation, rule, new Attempt(caller, call, reply, newRows()));
    boolean effective =
        reply.status() < 400 && rule.changing() && !operation.method().equals("GET");
    assertThat(state().equals(before)).as("nothing changed").isEqualTo(!effective);
  }

  private void judge(ApiOperation operation, RoleTable.Rule rule, Attempt attempt) {
    boolean open = rule.least().isEmpty();
    switch (attempt.caller().standing()) {
      case Standing ignored when open -> answeredByProof(rule, attempt);
      case Standing.Known(_, Role role) when role.includes(rule.least().orElseThrow()) -> {
        assertThat(attempt.reply().status()).isEqualTo(rule.allowed());
        assertThat(attempt.rows()).extracting(AuditEntry::outcome).doesNotContain(Outcome.REFUSED);
      }
      case Standing.Known(String name, _) -> {
        refused(attempt.reply(), 403, "NOT_ALLOWED");
        assertThat(attempt.rows())
            .extracting(
                AuditEntry::actor, AuditEntry::action, AuditEntry::subject, AuditEntry::outcome)
            .containsExactly(
                tuple(name, action(operation), attempt.call().path(), Outcome.REFUSED));
      }
      case Standing.Anonymous() -> {
        refused(attempt.reply(), 401, "UNAUTHENTICATED");
        assertThat(attempt.rows()).isEmpty();
      }
      case Standing.Stranger() -> {
        strangersRefused++;
        refused(attempt.reply(), 401, "UNAUTHENTICATED");
        assertThat(attempt.rows()).hasSizeLessThan(2).allMatch(row -> row.actor().equals(UNKNOWN));
      }
    }
  }

  // Where a join token or an agent's key decides, an API token must make no difference.
  private void answeredByProof(RoleTable.Rule rule, Attempt attempt) {
    assertThat(attempt.reply().status()).isEqualTo(rule.allowed());
    assertThat(attempt.reply().code()).isIn("JOIN_TOKEN_UNKNOWN", "AGENT_UNKNOWN");
    strangersRefused += attempt.reply().code().equals("JOIN_TOKEN_UNKNOWN") ? 1 : 0;
  }

  private static void refused(ApiClient.Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(status);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.raw().headers().firstValue("Content-Type"))
        .hasValue("application/problem+json");
    assertThat(reply.raw().headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(status == 401);
  }

  // Rows about failed authentication are few, and each has the number of attempts: the sum must be
  // all.
  private void strangersCounted(long start) {
    ApiClient stranger = fleet.admin().as("nonsense");
    skipRows();
    await()
        .atMost(STRANGERS_WRITTEN)
        .until(
            () -> {
              strangersRefused++;
              int ignored = stranger.get("/api/v1/whoami").status();
              return !newRows().isEmpty();
            });
    int recorded =
        AuditTrail.after(fleet.admin(), start).stream()
            .map(AuditRow::entry)
            .filter(row -> row.actor().equals(UNKNOWN))
            .mapToInt(RoleMatrixIT::standsFor)
            .sum();
    assertThat(recorded).isEqualTo(strangersRefused);
  }

  private List<AuditEntry> newRows() {
    List<AuditEntry> rows =
        AuditTrail.after(fleet.admin(), seen).stream().map(AuditRow::entry).toList();
    seen += rows.size();
    return rows;
  }

  private void skipRows() {
    List<AuditEntry> ignored = newRows();
  }

  private static int standsFor(AuditEntry row) {
    Matcher others = UNRECORDED.matcher(row.detail());
    return 1 + (others.find() ? Integer.parseInt(others.group(1)) : 0);
  }

  private static String action(ApiOperation operation) {
    return "api." + operation.method().toLowerCase(Locale.ROOT);
  }

  // What a call could have changed, as an administrator sees it.
  private static String state() {
    return Stream.of(
            "agents",
            "catalogue",
            "natsbackups",
            "natsclusters",
            "natsrestores",
            "operations?limit=500",
            "tokens")
        .map(list -> fleet.admin().get("/api/v1/" + list).raw().body())
        .reduce("", String::concat);
  }
}
