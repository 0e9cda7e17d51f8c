// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.wrong;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
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
          jetStream | {fileStore: {size: lots}}   | BAD_QUANTITY
          version   | 1.4.1                       | UNKNOWN_VERSION
          """)
  void isRefusedAndLeavesNothingButAnAuditRow(
      String field, String value, String code, TestFleet fleet) {
    var cli = fleet.cli();
    int rows = cli.json("audit", "list").path("items").size();
    int operations = cli.json("ops", "list").path("items").size();

    var result =
        new Deployment(fleet, "east", NatsClusterManifest.of("wrong", "wrong").with(field, value))
            .call();

    assertThat(result.exitCode()).as(result.error()).isEqualTo(INVALID_INPUT);
    assertThat(result.error()).contains("spec." + field).contains(code);
    assertThat(cli.json("ops", "list").path("items")).hasSize(operations);
    var audit = cli.json("audit", "list").path("items");
    assertThat(audit).hasSize(rows + 1);
    assertThat(last(audit).toString()).contains("refused", "east/wrong/wrong");
  }

  private static JsonNode last(JsonNode rows) {
    return rows.get(rows.size() - 1);
  }
}
