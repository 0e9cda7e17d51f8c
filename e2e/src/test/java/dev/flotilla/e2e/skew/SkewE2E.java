// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.skew;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.ProcessHub;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent of the first build whose wire format is kept works with the hub of today, and an agent
 * of today with the hub of that build.
 */
@Tag("soak")
@ExtendWith(SharedFleet.class)
class SkewE2E {

  private static final ProcessHub.Ports BESIDE =
      new ProcessHub.Ports(9443, 5222, 10_222, 10_822, 9_001);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int MESSAGES = 200;

  @Test
  void anOlderAgentWorksWithTheHub(TestFleet shared) {
    var older = older(shared);
    var member = guest(shared, "older");
    var fleet = new Fleet(older, shared.hub(), shared.cli(), shared.fleet().shown());
    var commit = older.home().getFileName();
    var image = shared.fleet().environment().image("agent@" + commit);
    shared.rig().load(shared.east().name(), List.of(image));
    try {
      assertServes(fleet, member, "image.tag=" + commit);
    } finally {
      shared.dismiss(member);
    }
  }

  @Test
  void theAgentWorksWithAnOlderHub(TestFleet shared, @TempDir Path folder) {
    var today = shared.fleet().environment();
    var shown = shared.fleet().shown();
    var member = guest(shared, "newer");
    try (var hub = ProcessHub.start(older(shared), folder.resolve("hub"), BESIDE)) {
      var older = Fleet.of(older(shared), hub, folder.resolve("configuration"), shown);
      assertServes(new Fleet(today, hub, older.cli(), shown), member, "image.tag=dev");
      member.deleteNatsClusters(member.name());
      member.helm("uninstall", "flotilla-agent", "-n", member.namespace()).run().orThrow();
    }
  }

  /** Joins; plans, deploys and changes; refuses what its policy forbids, after a restart. */
  private static void assertServes(Fleet fleet, Member member, String image) {
    var namespaces = List.of(member.name());
    fleet.join(member, namespaces, image);
    var manifest = NatsClusterManifest.of("orders", member.name()).with("replicas", "1");
    new Deployment(fleet.cli(), member.name(), manifest).run();
    assertThat(new ClientJob(member, member.name(), "orders").run(MESSAGES, 1))
        .contains("read=" + MESSAGES);

    var changed =
        new Deployment(
            fleet.cli(), member.name(), manifest.with("networkPolicy", "{enabled: true}"));
    assertThat(changed.call("--dry-run", "-o", "json").output()).contains("NetworkPolicy");
    changed.run();
    assertThat(member.get("networkpolicies", "-n", member.name()).path("items")).isNotEmpty();

    fleet.installAgent(
        member, namespaces, Optional.of(Fleet.JOIN_SECRET), image, "policy.mode=observe");
    member.awaitRollout(member.namespace(), "deployment/flotilla-agent", PATIENCE);
    var operation =
        Deployment.awaitEnd(
            fleet.cli(),
            new Deployment(fleet.cli(), member.name(), manifest.with("replicas", "3")).begin());
    assertThat(operation.path("state").asText()).isEqualTo("Refused");
    assertThat(operation.path("code").asText()).isEqualTo("POLICY_OBSERVE");
    assertThat(new Servers(member, member.name(), "orders").podUids()).hasSize(1);
  }

  private static Environment older(TestFleet shared) {
    var environment = shared.fleet().environment();
    return environment.at(Path.of(environment.variable("FLOTILLA_SKEW").orElseThrow()));
  }

  private static Member guest(TestFleet shared, String name) {
    var east = shared.east();
    return new Member(
        name, east.kubeconfig(), east.context(), "flotilla-" + name, east.environment());
  }
}
