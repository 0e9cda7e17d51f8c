// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.ChartHub;
import dev.flotilla.e2e.fleet.ChartHub.Reach;
import dev.flotilla.e2e.fleet.ChartHub.Site;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Flotilla;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Revisions;
import dev.flotilla.e2e.workload.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Hubs by Helm alone, two in one cluster, and an agent of one of them beside the agent that is
 * there already. They have namespaces of their own; the shared hub is asked for one deploy at the
 * end, which can wait for the link of west.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedFleet.HUB, mode = ResourceAccessMode.READ)
@ResourceLock("the local port of a hub by Helm")
@ExtendWith(SharedFleet.class)
class HubByHelmE2E {

  private static final String NAMESPACE = "helm";
  private static final String AGENT_NAMESPACE = "flotilla-helm";
  private static final Revisions REVISIONS =
      new Revisions(NatsClusterManifest.of("orders", NAMESPACE).with("replicas", "1"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void livesOnWhateverIsTakenAway(TestFleet fleet, @TempDir Path folder) {
    var west = fleet.west();
    var member =
        new Member("helm", west.kubeconfig(), west.context(), AGENT_NAMESPACE, west.environment());
    var spareSite = new Site(west, "flotilla-spare", 18_444, Reach.SAME_CLUSTER);
    try (var hub = ChartHub.install(Site.in(west, Reach.SAME_CLUSTER), folder.resolve("hub"));
        var spare = ChartHub.install(spareSite, folder.resolve("spare"))) {
      var cli = join(fleet, hub, member, folder.resolve("cli"));
      deploy(cli);

      spare.uninstall();
      deploy(cli);

      var natsServer = uid(west, "flotilla-hub-nats-0");
      hub.upgrade("settings.operationLife=PT2H");
      assertThat(uid(west, "flotilla-hub-nats-0"))
          .as("the nats-server's pod")
          .isEqualTo(natsServer);
      deploy(cli);

      hub.replaceHub();
      deploy(cli);

      hub.replaceNatsServer();
      deploy(cli);

      var pods = new Servers(member, NAMESPACE, "orders").podUids();
      member.helm("uninstall", "flotilla-agent", "-n", AGENT_NAMESPACE, "--wait").run().orThrow();
      hub.uninstall();
      assertThat(new Servers(member, NAMESPACE, "orders").podUids())
          .as("servers without agent and hub")
          .isEqualTo(pods);
    }
    new Deployment(
            fleet.cli(), "west", NatsClusterManifest.of("beside", "nats").with("replicas", "1"))
        .run();
  }

  private static Flotilla join(TestFleet fleet, ChartHub hub, Member member, Path configuration) {
    var own = Fleet.of(fleet.fleet().environment(), hub, configuration, System.err::println);
    own.enrol(member, List.of(NAMESPACE));
    return own.cli();
  }

  /** A port that was forwarded to a pod that went is open again a moment later. */
  private static void deploy(Flotilla cli) {
    await("the hub answers")
        .atMost(PATIENCE)
        .until(() -> cli.command("agents", "list").run().succeeded());
    new Deployment(cli, "helm", REVISIONS.next()).run();
  }

  private static String uid(Member member, String pod) {
    return member.get("pod", pod, "-n", ChartHub.NAMESPACE).at("/metadata/uid").asText();
  }
}
