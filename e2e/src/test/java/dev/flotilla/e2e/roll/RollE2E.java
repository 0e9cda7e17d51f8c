// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.roll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A changed document reaches the servers one at a time, from the highest ordinal, each one gated on
 * health.
 */
@Tag("e2e")
@ExtendWith(SharedFleet.class)
class RollE2E {

  private static final String NAMESPACE = "roll";

  @Test
  void rollsAChangedDocumentPodByPod(TestFleet fleet) {
    var manifest = NatsClusterManifest.of("orders", NAMESPACE);
    var servers = new Servers(fleet.east(), NAMESPACE, "orders");
    new Deployment(fleet, "east", manifest).run();
    var before = servers.podUids();

    var watch = new PodWatch(servers, before);
    var changed =
        manifest.with("resources", "{requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 300Mi}}");
    Deployment roll = new Deployment(fleet, "east", changed);
    watch.during(roll::run);

    assertThat(watch.replaced())
        .as("the order in which pods were replaced")
        .containsExactly("orders-2", "orders-1", "orders-0");
    assertThat(watch.fewestReady()).as("ready pods at the worst moment").isEqualTo(2);
    assertThat(servers.statefulSet().at("/spec/updateStrategy/rollingUpdate/partition").asInt())
        .as("partition at rest")
        .isEqualTo(3);
    assertThat(
            fleet.east().get("pdb", "orders", "-n", NAMESPACE).at("/spec/maxUnavailable").asInt())
        .as("disruptions allowed at rest")
        .isEqualTo(1);
  }

  /** Looks at the pods again and again while something happens. */
  private static final class PodWatch {
    private final Servers servers;
    private final Map<String, String> before;
    private final List<String> replaced = new ArrayList<>();
    private int fewestReady = Integer.MAX_VALUE;

    PodWatch(Servers servers, Map<String, String> before) {
      this.servers = servers;
      this.before = before;
    }

    void during(Runnable change) {
      var thread = Thread.ofVirtual().start(change);
      while (thread.isAlive()) {
        look();
      }
      look();
    }

    List<String> replaced() {
      return replaced;
    }

    int fewestReady() {
      return fewestReady;
    }

    private void look() {
      fewestReady = Math.min(fewestReady, servers.readyPods());
      servers.podUids().entrySet().stream()
          .filter(pod -> !pod.getValue().equals(before.get(pod.getKey())))
          .map(Map.Entry::getKey)
          .filter(pod -> !replaced.contains(pod))
          .forEach(replaced::add);
    }
  }
}
