// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.restart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.PodWatch;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.e2e.workload.SteadyClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Restarts of servers whose template stays as it is: of all, of one, and by kubectl. A client
 * publishes meanwhile.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class RestartE2E {

  private static final String NAMESPACE = "restarts";
  private static final String ADDRESS = "east/" + NAMESPACE + "/orders";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void restartsEachServerOnceAndLosesNothing(TestFleet fleet, @TempDir Path folder) {
    var servers = new Servers(fleet.east(), NAMESPACE, "orders");
    var client = new SteadyClient(fleet.east(), NAMESPACE, "orders");
    new Deployment(fleet.cli(), "east", NatsClusterManifest.of("orders", NAMESPACE)).run();
    client.start();
    var before = servers.podUids();
    var set = servers.statefulSet();

    try (var watch = PodWatch.begin(servers, folder)) {
      var planned = fleet.cli().command("restart", ADDRESS, "--dry-run").run();
      assertThat(planned.output()).contains("3 to roll", "restarts as requested");
      assertThat(servers.podUids()).as("a plan restarts nothing").isEqualTo(before);

      assertThat(fleet.cli().run("restart", ADDRESS)).contains("Succeeded");

      assertReplaced(watch, before, "orders-2", "orders-1", "orders-0");
      assertThat(watch.fewestReady(3)).as("ready pods at the worst moment").isEqualTo(2);
    }
    assertAsItWas(servers, set);
    client.awaitProgress(100);

    var one = servers.podUids();
    assertThat(fleet.cli().run("restart", ADDRESS, "--server", "1")).contains("Succeeded");

    assertThat(servers.podUids())
        .containsEntry("orders-0", one.get("orders-0"))
        .containsEntry("orders-2", one.get("orders-2"));
    assertThat(servers.podUids().get("orders-1")).isNotEqualTo(one.get("orders-1"));
    assertAsItWas(servers, set);
    var unknown = fleet.cli().command("restart", ADDRESS, "--server", "3").run();
    assertThat(unknown.error()).contains("has servers 0 to 2");
    assertThat(client.stop().lost()).as("acknowledged messages that were lost").isZero();
  }

  @Test
  void kubectlRequestsARestart(TestFleet fleet, @TempDir Path folder) {
    var servers = new Servers(fleet.east(), NAMESPACE, "billing");
    var manifest = NatsClusterManifest.of("billing", NAMESPACE);
    fleet.east().apply(manifest.with("restart", "{request: not for new servers}").yaml());
    servers.awaitReady();
    var before = servers.podUids();
    var set = servers.statefulSet();
    assertThat(servers.resource().at("/status/restart/request").asText())
        .isEqualTo("not for new servers");

    try (var watch = PodWatch.begin(servers, folder)) {
      patch(servers, "{\"spec\": {\"restart\": {\"request\": \"all\"}}}");
      await("the restart of all begins")
          .atMost(PATIENCE)
          .until(
              () ->
                  !servers.podUids().getOrDefault("billing-2", "").equals(before.get("billing-2")));
      servers.awaitReady();

      assertReplaced(watch, before, "billing-2", "billing-1", "billing-0");
      assertThat(watch.fewestReady(3)).as("ready pods at the worst moment").isEqualTo(2);
    }
    assertAsItWas(servers, set);
    assertThat(servers.resource().at("/status/restart").has("pods")).isFalse();
  }

  private static void patch(Servers servers, String patch) {
    servers
        .member()
        .kubectl("patch", "natscluster", servers.name(), "-n", servers.namespace())
        .with("--type", "merge", "--patch", patch)
        .run()
        .orThrow();
  }

  private static void assertReplaced(PodWatch watch, Map<String, String> before, String... pods) {
    await("the watch has seen the last one")
        .until(() -> watch.replaced(before), replaced -> replaced.size() >= pods.length);
    assertThat(watch.replaced(before)).as("in the order of the restart").containsExactly(pods);
  }

  private static void assertAsItWas(Servers servers, JsonNode set) {
    var now = servers.statefulSet();
    assertThat(now.at("/metadata/generation")).isEqualTo(set.at("/metadata/generation"));
    assertThat(now.at("/status/updateRevision")).isEqualTo(set.at("/status/updateRevision"));
    assertThat(servers.readyPods()).isEqualTo(3);
    assertThat(servers.disruptionsAllowed()).as("disruptions allowed at rest").isEqualTo(1);
  }
}
