// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A NatsCluster of the hub that is deleted in the member. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class DeletionE2E {

  private static final String NAMESPACE = "deletion";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** For another document the agent reads the whole inbox again, with that of the deleted one. */
  @Test
  void itStaysDeletedUntilItIsDeployedAgain(TestFleet fleet) {
    var orders = deployment(fleet, "orders");
    orders.run();
    var servers = new Servers(fleet.east(), NAMESPACE, "orders");
    fleet
        .east()
        .kubectl("delete", "natscluster", "orders", "-n", NAMESPACE, "--wait")
        .run()
        .orThrow();

    deployment(fleet, "billing").run();

    assertThat(servers.resource().isMissingNode()).isTrue();
    await("its servers are gone")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(servers.podUids()).isEmpty());

    orders.run();

    servers.awaitReady();
  }

  private static Deployment deployment(TestFleet fleet, String name) {
    return new Deployment(
        fleet.cli(), "east", NatsClusterManifest.of(name, NAMESPACE).with("replicas", "1"));
  }
}
