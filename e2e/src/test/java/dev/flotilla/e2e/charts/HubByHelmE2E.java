// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.ChartHub;
import dev.flotilla.e2e.fleet.ChartHub.Reach;
import dev.flotilla.e2e.fleet.ChartHub.Site;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.HelmFleet;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Hubs by Helm alone, two in one cluster, each with an agent of its own in addition to the agent
 * that is there already; whatever is uninstalled, the rest continues and keeps its state. They have
 * namespaces of their own; the shared hub is asked for one deploy at the end, which can wait for
 * the link of west.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(SharedFleet.RELEASES_OF_WEST)
@ExtendWith(SharedFleet.class)
class HubByHelmE2E {

  private static final int SPARE_PORT = 18_444;

  @Test
  void survivesWhateverIsUninstalled(TestFleet fleet, @TempDir Path folder) {
    var west = fleet.west();
    var spareSite = new Site(west, "flotilla-spare", SPARE_PORT, Reach.SAME_CLUSTER);
    try (var hub = ChartHub.install(Site.in(west, Reach.SAME_CLUSTER), folder.resolve("hub"));
        var spare = ChartHub.install(spareSite, folder.resolve("spare"))) {
      var first = HelmFleet.of(hub, west, "helm", folder.resolve("first"));
      var second = HelmFleet.of(spare, west, "second", folder.resolve("second"));
      first.deploy();
      second.deploy();

      var servers = second.servers().podUids();
      spare.uninstall();
      second.uninstallAgent();
      first.deploy();
      assertThat(second.servers().podUids())
          .as("servers whose hub and agent are gone")
          .isEqualTo(servers);

      var natsServer = uid(west, "flotilla-hub-nats-0");
      hub.upgrade("settings.operationLife=PT2H");
      assertThat(uid(west, "flotilla-hub-nats-0"))
          .as("the nats-server's pod")
          .isEqualTo(natsServer);

      hub.replaceHub();
      first.deploy();

      hub.replaceNatsServer();
      first.deploy();

      servers = first.servers().podUids();
      first.uninstallAgent();
      hub.uninstall();
      assertThat(first.servers().podUids()).as("servers without agent and hub").isEqualTo(servers);
      first.gone();
      second.gone();
    }
    new Deployment(
            fleet.cli(), "west", NatsClusterManifest.of("beside", "nats").with("replicas", "1"))
        .run();
  }

  private static String uid(Member member, String pod) {
    return member.get("pod", pod, "-n", ChartHub.NAMESPACE).at("/metadata/uid").asText();
  }
}
