// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.nats.testing.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The plan of a deploy names every object that the deploy then creates, changes or deletes, and no
 * other: it is held against the audit log of the API server.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class PlannedWritesE2E {

  private static final String NAMESPACE = "planned";
  private static final String EVERYTHING = "planned-everything";

  /** Between them: an authority, credentials, a given certificate, add-ons, a policy. */
  private static final List<String> SELECTION =
      List.of("tls-addons", "tls-addons-given-secret", "network-policy");

  @Test
  @Tag("e2e")
  void namesWhatIsDone(TestFleet fleet, @TempDir Path folder) throws Exception {
    var scenarios =
        Scenario.accepted().stream().filter(it -> SELECTION.contains(it.toString())).toList();
    assertThat(scenarios).hasSameSizeAs(SELECTION);

    new ScenarioLab(fleet, fleet.east(), NAMESPACE).assertPlanned(scenarios, folder);
  }

  @Test
  @Tag("soak")
  void namesWhatIsDoneInEveryScenario(TestFleet fleet, @TempDir Path folder) throws Exception {
    fleet.east().apply(Definitions.ALL);
    var member =
        fleet.enrolGuest(
            EVERYTHING, "certManager.enabled=true", "ingresses.enabled=true", "nack.enabled=true");
    try {
      new ScenarioLab(fleet, member, EVERYTHING).assertPlanned(Scenario.accepted(), folder);
    } finally {
      fleet.dismiss(member);
      fleet.east().kubectl("delete", "-f", "-").input(Definitions.ALL).run().orThrow();
    }
  }
}
