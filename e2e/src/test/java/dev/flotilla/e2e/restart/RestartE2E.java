// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.restart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Command;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody dies in the middle of a deploy; it is finished all the same, and done once. */
@Tag("e2e")
@ExtendWith(SharedFleet.class)
class RestartE2E {

  private static final String NAMESPACE = "restart";

  enum Victim {
    AGENT,
    HUB,
    NATS_SERVER
  }

  @ParameterizedTest
  @EnumSource
  void finishesTheDeploy(Victim victim, TestFleet fleet) {
    var name = victim.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    var operation = new Deployment(fleet, "east", NatsClusterManifest.of(name, NAMESPACE)).begin();
    awaitFirstEffect(fleet, name);

    kill(victim, fleet);

    var ended = Deployment.awaitEnd(fleet.cli(), operation);
    var servers = new Servers(fleet.east(), NAMESPACE, name);
    assertThat(ended.path("state").asText()).as("%s", ended).isEqualTo("Succeeded");
    assertThat(servers.podUids()).hasSize(3);
    assertThat(servers.statefulSet().at("/metadata/generation").asInt())
        .as("writes of the StatefulSet's spec")
        .isEqualTo(1);
  }

  /** Returns at once when the StatefulSet is there: its pods cannot be ready yet. */
  private static void awaitFirstEffect(TestFleet fleet, String name) {
    fleet
        .east()
        .kubectl("wait", "--for=create", "statefulset/" + name, "-n", NAMESPACE, "--timeout=120s")
        .run()
        .orThrow();
    assertThat(new Servers(fleet.east(), NAMESPACE, name).readyPods())
        .as("servers that are ready already")
        .isLessThan(3);
  }

  private static void kill(Victim victim, TestFleet fleet) {
    switch (victim) {
      case AGENT ->
          fleet
              .east()
              .kubectl(
                  "delete",
                  "pod",
                  "-n",
                  "flotilla",
                  "-l",
                  "app.kubernetes.io/name=flotilla-agent",
                  "--grace-period=0",
                  "--force")
              .run()
              .orThrow();
      case HUB -> {
        fleet.hub().kill();
        fleet.hub().restart();
      }
      case NATS_SERVER -> Command.of("kill", "-9", natsServerOf(fleet)).run().orThrow();
    }
  }

  /** The hub's child is the one process below it. */
  private static String natsServerOf(TestFleet fleet) {
    return ProcessHandle.of(fleet.hub().pid())
        .flatMap(hub -> hub.descendants().findFirst())
        .map(child -> Long.toString(child.pid()))
        .orElseThrow(
            () -> new IllegalStateException("the hub has no nats-server: " + fleet.hub().log()));
  }
}
