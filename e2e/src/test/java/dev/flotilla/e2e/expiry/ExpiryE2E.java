// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.expiry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.ChartHub;
import dev.flotilla.e2e.fleet.ChartHub.Reach;
import dev.flotilla.e2e.fleet.ChartHub.Site;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.HelmFleet;
import dev.flotilla.protocol.admission.Admission;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * An operation for a member that is away for longer than the operation's lifetime; clocks may
 * differ.
 */
@Tag("soak")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(SharedFleet.RELEASES_OF_WEST)
@ExtendWith(SharedFleet.class)
class ExpiryE2E {

  private static final int PORT = 18_445;
  private static final Duration LIFE = Duration.ofMinutes(1);

  @Test
  void anOrderThatIsOverHasNoEffectWhenTheAgentReturns(TestFleet fleet, @TempDir Path folder) {
    var site = new Site(fleet.west(), "flotilla-brief", PORT, Reach.SAME_CLUSTER);
    try (var hub = ChartHub.install(site, folder.resolve("hub"))) {
      hub.upgrade("settings.operationLife=" + LIFE);
      var brief = HelmFleet.of(hub, fleet.west(), "brief", folder.resolve("configuration"));
      scale(brief, 0);
      var operation = brief.begin();
      var over = now().plus(LIFE).plus(Admission.SKEW).plusSeconds(10);
      await("the order is over, whatever the agent's clock says")
          .atMost(Duration.ofMinutes(10))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> now().isAfter(over));

      scale(brief, 1);

      assertThat(Deployment.awaitEnd(brief.cli(), operation).path("state").asText())
          .isEqualTo("Expired");
      assertThat(brief.servers().resource().isMissingNode()).isTrue();

      brief.deploy();

      brief.uninstallAgent();
      hub.uninstall();
    }
  }

  private static Instant now() {
    return Clock.systemUTC().instant();
  }

  private static void scale(HelmFleet brief, int agents) {
    var member = brief.member();
    member
        .kubectl("scale", "deployment/flotilla-agent", "-n", member.namespace())
        .with("--replicas=" + agents)
        .run()
        .orThrow();
    member.awaitRollout(member.namespace(), "deployment/flotilla-agent", Duration.ofMinutes(2));
  }
}
