// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Wrong input at the hub: the field is named, the exit code says so, and only the audit log grows.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class WrongInputE2E {

  private static final int INVALID_INPUT = 2;

  /** No other test uses that NatsCluster. */
  private static final String ADDRESS = "east/wrong/wrong";

  private static final List<Wrong> WRONG =
      List.of(
          new Wrong("colour", "blue", "UNKNOWN_FIELD"),
          new Wrong("replicas", "0", "REPLICAS_OUT_OF_RANGE"),
          new Wrong("replicas", "10", "REPLICAS_OUT_OF_RANGE"),
          new Wrong("replicas", "2", "EVEN_REPLICAS"),
          new Wrong("jetStream", "{fileStore: {size: \"0\"}}", "SIZE_NOT_POSITIVE"),
          new Wrong("jetStream", "{memoryStore: {size: -1Gi}}", "SIZE_NOT_POSITIVE"),
          new Wrong("jetStream", "{memoryStore: {size: \"0\"}}", "SIZE_NOT_POSITIVE"),
          new Wrong("jetStream", "{fileStore: {size: lots}}", "BAD_QUANTITY"),
          new Wrong("version", "1.4.1", "UNKNOWN_VERSION"));

  private record Wrong(String field, String value, String code) {}

  @Test
  void isRefusedAndLeavesNothingButAnAuditRow(TestFleet fleet) {
    WRONG.forEach(wrong -> refused(wrong, fleet));

    assertThat(audited(fleet))
        .containsExactlyElementsOf(WRONG.stream().map(wrong -> "refused " + wrong.code()).toList());
    assertThat(fleet.cli().command("status", ADDRESS).run().error())
        .contains("No NatsCluster '" + ADDRESS);
    assertThat(fleet.cli().json("ops", "list", "--member", "east", "--limit", "500").toString())
        .doesNotContain("\"wrong\"");
  }

  private static void refused(Wrong wrong, TestFleet fleet) {
    var manifest = NatsClusterManifest.of("wrong", "wrong").with(wrong.field(), wrong.value());

    var result = new Deployment(fleet.cli(), "east", manifest).call();

    assertThat(result.exitCode()).as("%s: %s", wrong, result.error()).isEqualTo(INVALID_INPUT);
    assertThat(result.error()).contains("spec." + wrong.field(), wrong.code());
  }

  /** Outcome and code of each row about the NatsCluster. */
  private static List<String> audited(TestFleet fleet) {
    return fleet.cli().audit().stream()
        .filter(row -> row.path("subject").asText().equals(ADDRESS))
        .map(row -> row.path("outcome").asText() + " " + row.path("code").asText())
        .toList();
  }
}
