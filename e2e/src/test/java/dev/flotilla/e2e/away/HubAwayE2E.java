// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.away;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.e2e.workload.SteadyClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The link to the hub is cut for two minutes while an operation is running. It is the link of west,
 * which the tests of one class after the other do not use, so that they need not wait.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(SharedFleet.LINK_OF_WEST)
@ExtendWith(SharedFleet.class)
class HubAwayE2E {

  private static final String NAMESPACE = "away";
  private static final Duration AWAY = Duration.ofMinutes(2);

  /** Delays the deploy until the hub is away, however slow this machine is. */
  private static final String NO_PODS =
      """
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: no-pods, namespace: away}
      spec: {hard: {pods: "0"}}
      """;

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.west().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void goesOnWithoutTheHubAndReportsAfterwards(TestFleet fleet) {
    var west = fleet.west();
    var deployment =
        new Deployment(fleet.cli(), "west", NatsClusterManifest.of("orders", NAMESPACE));
    west.apply(NO_PODS);
    var operation = deployment.begin();
    Deployment.awaitState(fleet.cli(), operation, Set.of("Running"));

    fleet.rig().cut("west");
    var cutAt = Instant.now();
    try {
      west.kubectl("delete", "resourcequota", "no-pods", "-n", NAMESPACE).run().orThrow();
      new Servers(west, NAMESPACE, "orders").awaitReady();
      var client = new SteadyClient(west, NAMESPACE, "orders");
      client.start();
      await("the agent stays ready while the hub is away")
          .atMost(AWAY.multipliedBy(2))
          .pollInterval(Duration.ofSeconds(1))
          .failFast("the agent is not ready", () -> !agentIsReady(west))
          .until(() -> Duration.between(cutAt, Instant.now()).compareTo(AWAY) > 0);
      client.awaitProgress(100);
      var count = client.stop();
      assertThat(count.lost()).as("lost of %d acknowledged", count.acknowledged()).isZero();
      assertThat(Deployment.find(fleet.cli(), operation).path("state").asText())
          .as("the hub cannot know yet")
          .isNotEqualTo("Succeeded");
    } finally {
      fleet.rig().restore("west");
    }

    assertThat(Deployment.awaitEnd(fleet.cli(), operation).path("state").asText())
        .isEqualTo("Succeeded");
  }

  private static boolean agentIsReady(Member member) {
    var deployment = member.get("deployment", "flotilla-agent", "-n", member.namespace());
    return deployment.at("/status/readyReplicas").asInt() == 1;
  }
}
