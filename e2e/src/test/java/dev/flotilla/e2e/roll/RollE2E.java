// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.roll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.PodWatch;
import dev.flotilla.e2e.workload.Servers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A changed document reaches the servers one at a time, from the highest ordinal, each gated on
 * health.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class RollE2E {

  private static final String NAMESPACE = "roll";

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void rollsAChangedDocumentPodByPod(TestFleet fleet, @TempDir Path folder) {
    var manifest = NatsClusterManifest.of("orders", NAMESPACE);
    var servers = new Servers(fleet.east(), NAMESPACE, "orders");
    new Deployment(fleet.cli(), "east", manifest).run();
    var before = servers.podUids();

    try (var watch = PodWatch.begin(servers, folder)) {
      var changed =
          manifest.with(
              "resources", "{requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 300Mi}}");
      new Deployment(fleet.cli(), "east", changed).run();

      await("the watch has seen the last one")
          .until(() -> watch.replaced(before), replaced -> replaced.size() >= 3);
      assertThat(watch.replaced(before))
          .as("the order in which pods were replaced")
          .containsExactly("orders-2", "orders-1", "orders-0");
      assertThat(watch.fewestReady(3)).as("ready pods at the worst moment").isEqualTo(2);
    }
    assertThat(servers.partition()).as("partition at rest").isEqualTo(3);
    assertThat(servers.disruptionsAllowed()).as("disruptions allowed at rest").isEqualTo(1);
  }

  @Test
  void oneServerBecomesThreeWhereTheLossOfStreamsIsWaived(TestFleet fleet) {
    var one = NatsClusterManifest.of("grown", NAMESPACE).with("replicas", "1");
    new Deployment(fleet.cli(), "east", one).run();
    var three = one.with("replicas", "3");
    var refused = new Deployment(fleet.cli(), "east", three).call();
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.output()).contains("STANDALONE_STREAMS");

    new Deployment(fleet.cli(), "east", three.with("waivers", "[STANDALONE_STREAMS]")).run();

    var servers = new Servers(fleet.east(), NAMESPACE, "grown");
    assertThat(servers.readyPods()).isEqualTo(3);
    assertThat(servers.partition()).as("partition at rest").isEqualTo(3);
    assertThat(new ClientJob(fleet.east(), NAMESPACE, "grown").run(100)).contains("read=100");
    var status = fleet.cli().json("status", "east/roll/grown");
    assertThat(status.findValues("waived").toString()).contains("STANDALONE_STREAMS");
  }

  @Test
  void stopsAtAServerThatDoesNotComeBackAndReturnsToTheEarlierDocument(TestFleet fleet) {
    var manifest = NatsClusterManifest.of("careful", NAMESPACE);
    var servers = new Servers(fleet.east(), NAMESPACE, "careful");
    new Deployment(fleet.cli(), "east", manifest).run();
    var before = servers.podUids();

    var broken =
        new Deployment(
                fleet.cli(), "east", manifest.with("placement", "{nodeSelector: {disk: none}}"))
            .begin();
    await("server 2 cannot start")
        .atMost(Duration.ofMinutes(2))
        .until(() -> servers.condition("Ready").path("reason").asText().equals("Unschedulable"));

    assertThat(servers.podUids())
        .containsEntry("careful-0", before.get("careful-0"))
        .containsEntry("careful-1", before.get("careful-1"));
    assertThat(servers.partition()).as("closed behind the server that failed").isEqualTo(2);
    assertThat(servers.disruptionsAllowed()).isZero();

    new Deployment(fleet.cli(), "east", manifest).run();

    assertThat(Deployment.awaitEnd(fleet.cli(), broken).path("state").asText())
        .isEqualTo("Superseded");
    assertThat(servers.readyPods()).isEqualTo(3);
    assertThat(servers.podUids())
        .containsEntry("careful-0", before.get("careful-0"))
        .containsEntry("careful-1", before.get("careful-1"));
    assertThat(servers.partition()).as("partition at rest").isEqualTo(3);
    assertThat(servers.disruptionsAllowed()).as("disruptions allowed at rest").isEqualTo(1);
  }
}
