// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.AuditLog;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.nio.file.Path;
import java.util.List;
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

  /** A member that is away for good would make the fleet unhealthy for the other tests. */
  @AfterAll
  static void gone(TestFleet fleet) {
    member.helm("uninstall", "flotilla-agent", "-n", AGENT_NAMESPACE).run().orThrow();
    fleet.cli().run("agents", "revoke", "kills");
  }

  @Test
  @Tag("e2e")
  void deploysOnce(TestFleet fleet, @TempDir Path folder) {
    var cluster = fleet.rig().up("east", 1);
    var kills = new Kills(member, "orders");
    deploy(fleet, NatsClusterManifest.of("orders", NAMESPACE), kills, folder);

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
    assertDoneOnce(kills, cluster.audit());
    assertThat(podsMade(cluster.audit(), "orders")).as("pods made").isEqualTo(3);
    assertThat(generation("orders")).isEqualTo(1);
  }

  @Test
  @Tag("soak")
  void rollsOnce(TestFleet fleet, @TempDir Path folder) {
    var cluster = fleet.rig().up("east", 1);
    var manifest = NatsClusterManifest.of("rolled", NAMESPACE);
    new Deployment(fleet.cli(), "kills", manifest).run();
    var kills = new Kills(member, "rolled");
    var changed = manifest.with("resources", "{limits: {memory: 300Mi}}");
    deploy(fleet, changed, kills, folder);

    assertDoneOnce(kills, cluster.audit());
    assertThat(kills.steps())
        .containsSubsequence(
            "update statefulsets rolled 3",
            "update statefulsets rolled 2",
            "update statefulsets rolled 1",
            "update statefulsets rolled 0");
    assertThat(podsMade(cluster.audit(), "rolled")).as("each server twice").isEqualTo(6);
    assertThat(generation("rolled"))
        .as("the template, three servers, and the door closed again")
        .isEqualTo(1 + 1 + 3 + 1);
  }

  private static void deploy(
      TestFleet fleet, NatsClusterManifest manifest, Kills kills, Path folder) {
    var host = fleet.rig().up("east", 1).host();
    try (var gate = WriteGate.close(member, host, AGENT, folder)) {
      var operation = new Deployment(fleet.cli(), "kills", manifest).begin();
      kills.atEachWrite(gate, () -> Deployment.hasEnded(fleet.cli(), operation));
      assertThat(Deployment.find(fleet.cli(), operation).path("state").asText())
          .isEqualTo("Succeeded");
    }
  }

  private static void assertDoneOnce(Kills kills, AuditLog audit) {
    assertThat(kills.unannounced()).as("effects without an intent on record").isEmpty();
    assertThat(kills.pointless()).as("writes of what was there already").isEmpty();
    assertThat(kills.unstored()).as("kills before the effect instead of after").hasSizeLessThan(3);
    assertThat(createdTwice(audit)).isEmpty();
    assertThat(kills.slowestReturn())
        .as("from a new process to its first write")
        .isLessThan(Kills.RETURN.multipliedBy(3));
  }

  private static int generation(String name) {
    return new Servers(member, NAMESPACE, name).statefulSet().at("/metadata/generation").asInt();
  }

  private static List<String> createdTwice(AuditLog audit) {
    return audit.writes(AGENT).stream()
        .filter(call -> call.created() && !call.namespace().isEmpty())
        .collect(
            Collectors.groupingBy(
                call -> call.resource() + " " + call.name(), Collectors.counting()))
        .entrySet()
        .stream()
        .filter(object -> object.getValue() > 1)
        .map(Object::toString)
        .toList();
  }

  private static long podsMade(AuditLog audit, String cluster) {
    return audit.writes(CONTROLLER).stream()
        .filter(call -> call.created() && call.resource().equals("pods"))
        .filter(call -> call.namespace().equals(NAMESPACE))
        .filter(call -> call.name().startsWith(cluster + "-"))
        .count();
  }
}
