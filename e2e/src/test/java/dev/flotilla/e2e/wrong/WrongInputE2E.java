// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Wrong input at the hub: the field is named, the exit code says so, and only the audit record
 * grows.
 */
@Tag("e2e")
@ExtendWith(SharedFleet.class)
class WrongInputE2E {

  private static final int INVALID_INPUT = 2;

  /** After the case before; nobody else touches that NatsCluster. */
  private static @Nullable Stored stored;

  @ParameterizedTest(name = "{0}: {1} is refused with {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          colour    | blue                        | UNKNOWN_FIELD
          replicas  | 0                           | REPLICAS_OUT_OF_RANGE
          replicas  | 10                          | REPLICAS_OUT_OF_RANGE
          replicas  | 2                           | EVEN_REPLICAS
          jetStream | {fileStore: {size: "0"}}    | SIZE_NOT_POSITIVE
          jetStream | {memoryStore: {size: -1Gi}} | SIZE_NOT_POSITIVE
          jetStream | {memoryStore: {size: "0"}}  | SIZE_NOT_POSITIVE
          jetStream | {fileStore: {size: lots}}   | BAD_QUANTITY
          version   | 1.4.1                       | UNKNOWN_VERSION
          """)
  void isRefusedAndLeavesNothingButAnAuditRow(
      String field, String value, String code, TestFleet fleet) {
    var before = Objects.requireNonNullElseGet(stored, () -> Stored.now(fleet));

    var result =
        new Deployment(
                fleet.cli(), "east", NatsClusterManifest.of("wrong", "wrong").with(field, value))
            .call();

    assertThat(result.exitCode()).as(result.error()).isEqualTo(INVALID_INPUT);
    assertThat(result.error()).contains("spec." + field).contains(code);
    stored = Stored.now(fleet);
    assertThat(stored).isEqualTo(before.withOneMoreAuditRow());
  }

  /**
   * What the hub holds of the NatsCluster and its member.
   *
   * @param desired whether the hub wants the NatsCluster
   * @param operations how many there are
   * @param refusals audit rows that say that it was refused
   */
  private record Stored(boolean desired, int operations, long refusals) {

    static Stored now(TestFleet fleet) {
      var cli = fleet.cli();
      long refusals = 0;
      for (JsonNode row : cli.audit()) {
        var text = row.toString();
        refusals += text.contains("east/wrong/wrong") && text.contains("refused") ? 1 : 0;
      }
      boolean desired = cli.command("status", "east/wrong/wrong").run().succeeded();
      return new Stored(desired, cli.json("ops", "list").path("items").size(), refusals);
    }

    Stored withOneMoreAuditRow() {
      return new Stored(desired, operations, refusals + 1);
    }
  }
}
