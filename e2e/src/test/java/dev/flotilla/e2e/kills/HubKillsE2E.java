// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The hub or its nats-server is killed during a deploy, which still succeeds and is executed once.
 * It runs late, when the concurrent tests that need the hub have ended.
 */
@Tag("e2e")
@Isolated
@ExtendWith(SharedFleet.class)
class HubKillsE2E {

  private static final String NAMESPACE = "restart";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void theHubBeforeItDelivers(TestFleet fleet) {
    var undelivered = new OneDeploy(fleet, NAMESPACE, "undelivered", 1);
    fleet.rig().cut("east");
    String operation;
    try {
      operation = undelivered.begin();
      fleet.hub().kill();
      fleet.hub().restart();
    } finally {
      fleet.rig().restore("east");
    }

    undelivered.assertDoneOnce(operation);
  }

  @Test
  void theHubBeforeItStoresTheResult(TestFleet fleet) {
    var unheard = new OneDeploy(fleet, NAMESPACE, "unheard", 3);
    var operation = unheard.begin();
    awaitFirstEffect(unheard);
    fleet.rig().cut("east");
    try {
      awaitEndInMember(fleet, operation);
      fleet.hub().kill();
      fleet.hub().restart();
      assertThat(Deployment.find(fleet.cli(), operation).path("state").asText())
          .isNotEqualTo("Succeeded");
    } finally {
      fleet.rig().restore("east");
    }

    unheard.assertDoneOnce(operation);
  }

  @Test
  void theHubsNatsServer(TestFleet fleet) {
    var unserved = new OneDeploy(fleet, NAMESPACE, "unserved", 1);
    var operation = unserved.begin();
    awaitFirstEffect(unserved);

    natsServerOf(fleet).destroyForcibly();

    unserved.assertDoneOnce(operation);
  }

  /** Returns as soon as the StatefulSet exists: its pods cannot be ready yet. */
  private static void awaitFirstEffect(OneDeploy deploy) {
    deploy
        .fleet()
        .east()
        .kubectl("wait", "--for=create", "statefulset/" + deploy.name(), "-n", NAMESPACE)
        .with("--timeout=120s")
        .run()
        .orThrow();
    assertThat(deploy.servers().readyPods())
        .as("servers that are ready already")
        .isLessThan(deploy.wanted());
  }

  private static void awaitEndInMember(TestFleet fleet, String operation) {
    await("the agent is done")
        .atMost(PATIENCE)
        .until(
            () ->
                fleet
                    .east()
                    .get("natsoperation", operation, "-n", NAMESPACE)
                    .at("/status/state")
                    .asText()
                    .equals("Succeeded"));
  }

  /** The hub's child is the only process below it. */
  private static ProcessHandle natsServerOf(TestFleet fleet) {
    return ProcessHandle.of(fleet.hub().pid())
        .flatMap(hub -> hub.descendants().findFirst())
        .orElseThrow(
            () -> new IllegalStateException("the hub has no nats-server: " + fleet.hub().log()));
  }
}
