// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.PodProcess;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The hub, its nats-server or a NATS server is killed while a deploy is under way; it ends well all
 * the same, and was done once. Comes late, when those have ended that run beside others and need
 * the hub.
 */
@Tag("e2e")
@Isolated
@Order(Integer.MAX_VALUE - 2)
@ExtendWith(SharedFleet.class)
class HubKillsE2E {

  private static final String NAMESPACE = "restart";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void theHubBeforeItDelivers(TestFleet fleet) {
    fleet.rig().cut("east");
    String operation;
    try {
      operation = begin(fleet, "undelivered", 1);
      fleet.hub().kill();
      fleet.hub().restart();
    } finally {
      fleet.rig().restore("east");
    }

    assertDoneOnce(fleet, "undelivered", operation, 1);
  }

  @Test
  void theHubBeforeItStoresTheResult(TestFleet fleet) {
    var operation = begin(fleet, "unheard", 3);
    awaitFirstEffect(fleet, "unheard", 3);
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

    assertDoneOnce(fleet, "unheard", operation, 3);
  }

  @Test
  void theHubsNatsServer(TestFleet fleet) {
    var operation = begin(fleet, "unserved", 1);
    awaitFirstEffect(fleet, "unserved", 1);

    natsServerOf(fleet).destroyForcibly();

    assertDoneOnce(fleet, "unserved", operation, 1);
  }

  /** Kubernetes starts the server again in its pod; the deploy waits for it. */
  @Test
  void aServerOfTheDataPlane(TestFleet fleet) {
    var operation = begin(fleet, "struck", 3);
    var servers = new Servers(fleet.east(), NAMESPACE, "struck");
    var victim =
        await("a server runs")
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> server(servers, "struck-1"), Optional::isPresent)
            .orElseThrow();

    var pods = servers.podUids();
    victim.kill();

    assertDoneOnce(fleet, "struck", operation, 3);
    assertThat(servers.restarts("struck-1"))
        .as("starts of the server after the first")
        .isPositive();
    assertThat(servers.podUids())
        .as("the same pods, one of them restarted")
        .containsAllEntriesOf(pods);
  }

  private static Optional<PodProcess> server(Servers servers, String pod) {
    return Optional.ofNullable(servers.podUids().get(pod))
        .flatMap(uid -> PodProcess.inPod(uid, "nats-server"));
  }

  private static String begin(TestFleet fleet, String name, int servers) {
    var manifest =
        NatsClusterManifest.of(name, NAMESPACE).with("replicas", Integer.toString(servers));
    return new Deployment(fleet.cli(), "east", manifest).begin();
  }

  /** Returns at once when the StatefulSet is there: its pods cannot be ready yet. */
  private static void awaitFirstEffect(TestFleet fleet, String name, int wanted) {
    fleet
        .east()
        .kubectl("wait", "--for=create", "statefulset/" + name, "-n", NAMESPACE, "--timeout=120s")
        .run()
        .orThrow();
    assertThat(new Servers(fleet.east(), NAMESPACE, name).readyPods())
        .as("servers that are ready already")
        .isLessThan(wanted);
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

  private static void assertDoneOnce(TestFleet fleet, String name, String operation, int wanted) {
    JsonNode ended = Deployment.awaitEnd(fleet.cli(), operation);
    var servers = new Servers(fleet.east(), NAMESPACE, name);
    assertThat(ended.path("state").asText()).as("%s", ended).isEqualTo("Succeeded");
    assertThat(servers.podUids()).hasSize(wanted);
    assertThat(servers.statefulSet().at("/metadata/generation").asInt())
        .as("writes of the StatefulSet's spec")
        .isEqualTo(1);
    Creations.of(fleet.rig().up("east", 1).audit(), servers, operation)
        .assertEachOnce(servers, operation, wanted);
  }

  /** The hub's child is the one process below it. */
  private static ProcessHandle natsServerOf(TestFleet fleet) {
    return ProcessHandle.of(fleet.hub().pid())
        .flatMap(hub -> hub.descendants().findFirst())
        .orElseThrow(
            () -> new IllegalStateException("the hub has no nats-server: " + fleet.hub().log()));
  }
}
