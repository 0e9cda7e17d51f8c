// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A dedicated agent is killed after its writes, before it learns their result; a fresh pod resumes,
 * and nothing is done twice.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(AgentKillsE2E.NAMESPACE)
@ExtendWith(SharedFleet.class)
class AgentKillsE2E {

  /** Its agent is killed by one test at a time. */
  static final String NAMESPACE = "kills";

  private static final String AGENT = "system:serviceaccount:flotilla-kills:flotilla-agent";

  private static Member member;

  @BeforeAll
  static void anAgentOfItsOwn(TestFleet fleet) {
    member = fleet.enrolGuest(NAMESPACE);
  }

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.dismiss(member);
  }

  @Test
  @Tag("e2e")
  void deploysOnce(TestFleet fleet, @TempDir Path folder) {
    var operation = deploysOnce(fleet, Kills.atEachKind(member, "orders"), "orders", folder);
    assertASecondCreationIsSeen(fleet, new Servers(member, NAMESPACE, "orders"), operation);
  }

  @Test
  @Tag("soak")
  void deploysOnceWhateverTheStep(TestFleet fleet, @TempDir Path folder) {
    var _ = deploysOnce(fleet, Kills.atEachStep(member, "stepwise"), "stepwise", folder);
  }

  @Test
  @Tag("soak")
  void rollsOnce(TestFleet fleet, @TempDir Path folder) {
    var manifest = NatsClusterManifest.of("rolled", NAMESPACE);
    var changed = manifest.with("resources", "{limits: {memory: 300Mi}}");
    rollsOnce(fleet, manifest, changed, folder);
  }

  @Test
  @Tag("soak")
  void upgradesOnce(TestFleet fleet, @TempDir Path folder) {
    var manifest = NatsClusterManifest.of("upgraded", NAMESPACE).with("version", "2.14.9");
    rollsOnce(fleet, manifest, manifest.with("version", "2.15.2"), folder);
    assertThat(new Servers(member, NAMESPACE, "upgraded").resource().at("/status/version").asText())
        .isEqualTo("2.15.2");
  }

  private static void rollsOnce(
      TestFleet fleet, NatsClusterManifest manifest, NatsClusterManifest changed, Path folder) {
    var name = manifest.name();
    var cluster = fleet.rig().up("east", 1);
    new Deployment(fleet.cli(), "kills", manifest).run();
    var kills = Kills.atEachStep(member, name);
    var operation = deploy(fleet, changed, kills, folder);

    assertDoneOnce(kills, cluster.audit());
    assertThat(kills.steps())
        .containsSubsequence(
            Stream.of(3, 2, 1, 0)
                .map(partition -> "update statefulsets " + name + " " + partition)
                .toArray(String[]::new));
    var servers = new Servers(member, NAMESPACE, name);
    // Each server on either template.
    Creations.of(cluster.audit(), servers, operation).assertEachOnce(servers, operation, 6);
    assertThat(generation(servers))
        .as("the template, three servers, but only the door closed again")
        .isEqualTo(1 + 1 + 3 + 1);
  }

  @Test
  @Tag("e2e")
  void restartsEachServerOnce(TestFleet fleet, @TempDir Path folder) {
    var kills = Kills.atEachRestart(member, "restarted");
    var operation = restartsOnce(fleet, kills, "restarted", folder);

    assertThat(kills.steps())
        .contains("delete pods restarted-2", "delete pods restarted-1", "delete pods restarted-0");
    assertThat(Deployment.find(fleet.cli(), operation).path("type").asText()).isEqualTo("restart");
  }

  @Test
  @Tag("soak")
  void restartsEachServerOnceWhateverTheStep(TestFleet fleet, @TempDir Path folder) {
    var kills = Kills.atEachStep(member, "restless");
    var _ = restartsOnce(fleet, kills, "restless", folder);
  }

  private static String restartsOnce(TestFleet fleet, Kills kills, String name, Path folder) {
    var cluster = fleet.rig().up("east", 1);
    var servers = new Servers(member, NAMESPACE, name);
    new Deployment(fleet.cli(), "kills", NatsClusterManifest.of(name, NAMESPACE)).run();
    int generation = generation(servers);
    try (var gate = WriteGate.close(member, cluster.host(), AGENT, folder)) {
      var operation = restart(fleet, name);
      kills.during(gate, () -> Deployment.hasEnded(fleet.cli(), operation));

      assertThat(Deployment.find(fleet.cli(), operation).path("state").asText())
          .isEqualTo("Succeeded");
      assertKilledAtEach(kills);
      var creations = Creations.of(cluster.audit(), servers, operation);
      assertThat(creations.times("pods"))
          .as("each pod was created, and once more")
          .isEqualTo(Map.of(name + "-0", 2L, name + "-1", 2L, name + "-2", 2L));
      assertThat(creations.repeated())
          .as("nothing else was")
          .allMatch(it -> it.startsWith("pods "));
      assertThat(generation(servers)).as("the template as it was").isEqualTo(generation);
      return operation;
    }
  }

  private static String restart(TestFleet fleet, String name) {
    var address = "kills/" + NAMESPACE + "/" + name;
    var output = fleet.cli().command("restart", address, "--no-wait", "-o", "json").run().orThrow();
    return Json.read(output.getBytes(StandardCharsets.UTF_8), JsonNode.class).path("id").asText();
  }

  private static String deploysOnce(TestFleet fleet, Kills kills, String name, Path folder) {
    var audit = fleet.rig().up("east", 1).audit();
    var operation = deploy(fleet, NatsClusterManifest.of(name, NAMESPACE), kills, folder);

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
    var servers = new Servers(member, NAMESPACE, name);
    assertDoneOnce(kills, audit);
    Creations.of(audit, servers, operation).assertEachOnce(servers, operation, 3);
    assertThat(generation(servers)).isEqualTo(1);
    return operation;
  }

  private static String deploy(
      TestFleet fleet, NatsClusterManifest manifest, Kills kills, Path folder) {
    var host = fleet.rig().up("east", 1).host();
    try (var gate = WriteGate.close(member, host, AGENT, folder)) {
      var operation = new Deployment(fleet.cli(), "kills", manifest).begin();
      kills.during(gate, () -> Deployment.hasEnded(fleet.cli(), operation));
      assertThat(Deployment.find(fleet.cli(), operation).path("state").asText())
          .isEqualTo("Succeeded");
      return operation;
    }
  }

  private static void assertDoneOnce(Kills kills, ApiAuditLog audit) {
    assertKilledAtEach(kills);
    assertThat(createdTwice(audit)).isEmpty();
  }

  private static void assertKilledAtEach(Kills kills) {
    assertThat(kills.unannounced()).as("effects without an intent on record").isEmpty();
    assertThat(kills.pointless()).as("writes of what was there already").isEmpty();
    assertThat(kills.unstored()).as("moments never killed after the effect").isEmpty();
    assertThat(kills.slowestReturn())
        .as("from a new process to its first write")
        .isLessThan(Kills.RETURN.multipliedBy(3));
  }

  /** What is deleted now is created again, by the agent or by the StatefulSet controller. */
  private static void assertASecondCreationIsSeen(
      TestFleet fleet, Servers servers, String operation) {
    var audit = fleet.rig().up("east", 1).audit();
    delete("secret", "orders-app-creds", "--wait=false");
    delete("service", "orders", "--wait=false");
    delete("persistentvolumeclaim", "orders-js-orders-2", "--wait=false");
    delete("pod", "orders-2", "--grace-period=0", "--force");

    await("all of it was created again")
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(Creations.of(audit, servers, operation).repeated())
                    .containsExactly(
                        "persistentvolumeclaims orders-js-orders-2",
                        "pods orders-2",
                        "secrets orders-app-creds",
                        "services orders"));
  }

  private static void delete(String kind, String name, String... options) {
    member.kubectl("delete", kind, name, "-n", NAMESPACE).with(options).run().orThrow();
  }

  private static int generation(Servers servers) {
    return servers.statefulSet().at("/metadata/generation").asInt();
  }

  /** Everything that the agent created, wherever it is. */
  private static List<String> createdTwice(ApiAuditLog audit) {
    return audit.writes(AGENT).stream()
        .filter(call -> call.created() && !call.namespace().isEmpty())
        .collect(
            Collectors.groupingBy(
                call -> String.join(" ", call.resource(), call.namespace(), call.name()),
                Collectors.counting()))
        .entrySet()
        .stream()
        .filter(object -> object.getValue() > 1)
        .map(Object::toString)
        .toList();
  }
}
