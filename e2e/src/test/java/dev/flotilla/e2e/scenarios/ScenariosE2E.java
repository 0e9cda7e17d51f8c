// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.testing.ScenarioObjects;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.nats.testing.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Every document and every object of every scenario is accepted by a real API server with strict
 * validation. It only executes dry runs, so it may run concurrently to others.
 */
@Tag("e2e")
@ExtendWith(SharedFleet.class)
@Execution(ExecutionMode.CONCURRENT)
class ScenariosE2E {

  /** Where no cluster of that name runs: its volumes could not be changed. */
  private static final String NAMESPACE = "scenarios";

  /** What the API server refuses is named with its file, which has the name of the scenario. */
  @Test
  void everyDocumentAndObjectIsStrictlyValid(TestFleet fleet, @TempDir Path folder)
      throws IOException {
    var west = fleet.west();
    west.namespace(NAMESPACE);
    assertThat(Scenario.accepted()).isNotEmpty();
    for (Scenario scenario : Scenario.accepted()) {
      Files.writeString(folder.resolve(scenario + ".yaml"), documents(scenario));
    }

    var verdict =
        west.kubectl("apply", "--server-side", "--dry-run=server", "--validate=strict")
            .with("--field-manager=scenarios", "-f", folder.toString())
            .run();

    assertThat(verdict.exitCode()).as(verdict.error()).isZero();
  }

  /** The rig has neither cert-manager nor the Prometheus operator, and so not their kinds. */
  private static boolean known(String file) {
    return !file.startsWith("certificate") && !file.startsWith("podmonitor");
  }

  private static String documents(Scenario scenario) throws IOException {
    List<String> documents = new ArrayList<>();
    documents.add(Files.readString(scenario.document()));
    ScenarioObjects.of(scenario)
        .files()
        .forEach(
            (file, yaml) -> {
              if (known(file)) {
                documents.add(yaml);
              }
            });
    return String.join("\n---\n", documents)
        .replaceAll("(?m)^  namespace: \"?nats\"?$", "  namespace: " + NAMESPACE);
  }
}
