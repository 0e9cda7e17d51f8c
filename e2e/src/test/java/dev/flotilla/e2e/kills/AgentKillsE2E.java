// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.AuditLog;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent of its own is killed after each write that it makes, before it learns what became of it;
 * a fresh pod goes on, and nothing is done twice.
 */
@Tag("e2e")
@ExtendWith(SharedFleet.class)
class AgentKillsE2E {

  private static final String NAMESPACE = "kills";
  private static final String AGENT_NAMESPACE = "flotilla-kills";
  private static final String AGENT = "system:serviceaccount:flotilla-kills:flotilla-agent";
  private static final String CONTROLLER =
      "system:serviceaccount:kube-system:statefulset-controller";

  private static Member member;

  @BeforeAll
  static void anAgentOfItsOwn(TestFleet fleet) {
    var east = fleet.east();
    member =
        new Member("kills", east.kubeconfig(), east.context(), AGENT_NAMESPACE, east.environment());
    fleet.fleet().enrol(member, List.of(NAMESPACE));
  }

  @AfterAll
  static void gone() {
    member.helm("uninstall", "flotilla-agent", "-n", AGENT_NAMESPACE).run();
  }

  @Test
  void deploysOnce(TestFleet fleet, @TempDir Path folder) {
    var cluster = fleet.rig().up("east", 1);
    var manifest = NatsClusterManifest.of("orders", NAMESPACE);
    var servers = new Servers(member, NAMESPACE, "orders");
    var kills = new Kills(member);

    try (var gate = WriteGate.close(member, cluster.host(), AGENT, folder)) {
      var operation = new Deployment(fleet.cli(), "kills", manifest).begin();
      kills.atEachWrite(gate, () -> Deployment.hasSucceeded(fleet.cli(), operation));
    }

    assertThat(kills.resources())
        .contains(
            "configmaps",
            "natsclusters",
            "natsoperations",
            "natsclusters/status",
            "natsoperations/status",
            "secrets",
            "services",
            "poddisruptionbudgets",
            "statefulsets");
    assertThat(kills.pointless()).as("writes of what was there already").isEmpty();
    assertThat(createdTwice(cluster.audit())).isEmpty();
    assertThat(podsMade(cluster.audit())).as("pods made for three servers").isEqualTo(3);
    assertThat(servers.statefulSet().at("/metadata/generation").asInt()).isEqualTo(1);
    assertThat(kills.slowestReturn())
        .as("from a new process to its first write")
        .isLessThan(Kills.RETURN.multipliedBy(3));
    await().untilAsserted(() -> assertThat(servers.readyPods()).isEqualTo(3));
  }

  private static List<String> createdTwice(AuditLog audit) {
    return audit.writes(AGENT).stream()
        .filter(AuditLog.Call::created)
        .collect(
            Collectors.groupingBy(
                call -> call.resource() + " " + call.name(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(object -> object.getValue() > 1)
        .map(Object::toString)
        .toList();
  }

  private static long podsMade(AuditLog audit) {
    Predicate<AuditLog.Call> here = call -> call.namespace().equals(NAMESPACE);
    return audit.writes(CONTROLLER).stream()
        .filter(here.and(AuditLog.Call::created))
        .filter(call -> call.resource().equals("pods"))
        .count();
  }
}
