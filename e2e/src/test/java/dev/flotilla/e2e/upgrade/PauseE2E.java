// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.NewPods;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.e2e.workload.SteadyClient;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * An upgrade that is paused half way: nodes can be drained meanwhile, each server comes back at its
 * own version, and the upgrade goes on from there.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class PauseE2E {

  private static final String NAMESPACE = "pause";
  private static final String NAME = "orders";
  private static final String ADDRESS = "east/" + NAMESPACE + "/" + NAME;
  private static final String FROM = "2.14.9";
  private static final String TO = "2.15.2";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void eachServerComesBackAtItsOwnVersionWhilePaused(TestFleet fleet) {
    var servers = new Servers(fleet.east(), NAMESPACE, NAME);
    var client = new SteadyClient(fleet.east(), NAMESPACE, NAME);
    new Deployment(
            fleet.cli(), "east", NatsClusterManifest.of(NAME, NAMESPACE).with("version", FROM))
        .run();
    client.start();

    var newPods = new NewPods(fleet.east(), NAMESPACE);
    newPods.hold();
    var upgrade = begin(fleet, "upgrade", "--to", TO);
    await("the first server has gone")
        .atMost(PATIENCE)
        .until(() -> !servers.podUids().containsKey(NAME + "-2"));
    var pause = begin(fleet, "pause");
    newPods.release();

    var paused = Deployment.awaitEnd(fleet.cli(), pause);
    assertThat(paused.path("state").asText()).isEqualTo("Succeeded");
    assertThat(paused.path("message").asText()).contains("paused: 1 of 3 servers has");
    assertThat(Deployment.awaitEnd(fleet.cli(), upgrade).path("state").asText())
        .isEqualTo("Superseded");
    assertThat(servers.condition("Progressing").path("reason").asText()).isEqualTo("Paused");
    assertThat(servers.condition("Ready").path("status").asText()).isEqualTo("True");
    assertThat(servers.disruptionsAllowed()).isEqualTo(1);
    assertThat(fleet.cli().run("status", ADDRESS)).contains("flotilla resume " + ADDRESS);

    assertThat(evict(servers, NAME + "-2")).endsWith(TO);
    assertThat(evict(servers, NAME + "-0")).endsWith(FROM);
    assertThat(servers.partition()).as("where the upgrade stopped").isEqualTo(2);

    fleet.cli().run("resume", ADDRESS);

    assertThat(servers.resource().at("/status/version").asText()).isEqualTo(TO);
    assertThat(servers.partition()).as("partition at rest").isEqualTo(3);
    assertThat(servers.disruptionsAllowed()).as("disruptions allowed at rest").isEqualTo(1);
    assertThat(client.stop().lost()).as("acknowledged messages that were lost").isZero();
  }

  private static String begin(TestFleet fleet, String command, String... options) {
    var output =
        fleet
            .cli()
            .command(command, ADDRESS, "--no-wait", "-o", "json")
            .with(options)
            .run()
            .orThrow();
    return Json.read(output.getBytes(StandardCharsets.UTF_8), JsonNode.class).path("id").asText();
  }

  /** As a drain of its node would, which waits for the budget; returns the image afterwards. */
  private static String evict(Servers servers, String pod) {
    String before = servers.podUids().getOrDefault(pod, "");
    await("the budget allows to evict " + pod).atMost(PATIENCE).until(() -> evicted(servers, pod));
    await(pod + " is back")
        .atMost(PATIENCE)
        .until(
            () ->
                servers.readyPods() == 3
                    && !before.equals(servers.podUids().getOrDefault(pod, "")));
    return servers
        .member()
        .get("pod", pod, "-n", servers.namespace())
        .at("/spec/containers/0/image")
        .asText();
  }

  private static boolean evicted(Servers servers, String pod) {
    var path = "/api/v1/namespaces/" + servers.namespace() + "/pods/" + pod + "/eviction";
    var eviction =
        """
        {"apiVersion": "policy/v1", "kind": "Eviction",
         "metadata": {"namespace": "%s", "name": "%s"}}
        """
            .formatted(servers.namespace(), pod);
    return servers
        .member()
        .kubectl("create", "--raw", path, "-f", "-")
        .input(eviction)
        .run()
        .succeeded();
  }
}
