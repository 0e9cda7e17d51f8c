// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
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
 * A change that a server fails with: the server returns, the others stay, and the reason is
 * reported.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class StopE2E {

  private static final String NAMESPACE = "stop";
  private static final String FROM = "2.14.9";
  private static final String TO = "2.15.2";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void aServerThatFitsOnNoNodeReturnsToItsVersion(TestFleet fleet) {
    var name = "homeless";
    var address = "east/" + NAMESPACE + "/" + name;
    var servers = new Servers(fleet.east(), NAMESPACE, name);
    var client = new SteadyClient(fleet.east(), NAMESPACE, name);
    var manifest = NatsClusterManifest.of(name, NAMESPACE).with("progressDeadline", "20s");
    new Deployment(fleet.cli(), "east", manifest.with("version", FROM)).run();
    client.start();
    var before = servers.podUids();

    var broken = manifest.with("version", TO).with("placement", "{nodeSelector: {disk: none}}");
    var failed =
        Deployment.awaitEnd(fleet.cli(), new Deployment(fleet.cli(), "east", broken).begin());

    assertStopped(failed, name + "-2", "Unschedulable");
    assertThat(servers.condition("Progressing").path("reason").asText()).isEqualTo("RollStopped");
    assertThat(servers.condition("Ready").path("status").asText()).isEqualTo("True");
    assertThat(servers.podUids())
        .containsEntry(name + "-0", before.get(name + "-0"))
        .containsEntry(name + "-1", before.get(name + "-1"));
    assertThat(image(servers, name + "-2")).endsWith(FROM);
    assertThat(servers.partition()).as("partition above the server").isEqualTo(3);
    assertThat(servers.disruptionsAllowed()).as("nodes can be drained").isEqualTo(1);

    var again = Deployment.awaitEnd(fleet.cli(), resume(fleet, address));
    assertStopped(again, name + "-2", "Unschedulable");

    fleet.cli().run("rollback", address);
    assertThat(servers.resource().at("/status/version").asText()).isEqualTo(FROM);
    assertThat(image(servers, name + "-2")).endsWith(FROM);

    new Deployment(fleet.cli(), "east", manifest.with("version", TO)).run();

    assertThat(servers.resource().at("/status/version").asText()).isEqualTo(TO);
    assertThat(servers.resource().at("/status/stop").isMissingNode()).isTrue();
    assertThat(client.stop().lost()).as("acknowledged messages that were lost").isZero();
  }

  @Test
  void aSingleServerThatCrashesReturnsWithItsConfiguration(TestFleet fleet) {
    var name = "crashes";
    var servers = new Servers(fleet.east(), NAMESPACE, name);
    var manifest = NatsClusterManifest.of(name, NAMESPACE).with("replicas", "1");
    new Deployment(fleet.cli(), "east", manifest).run();

    var broken = manifest.with("configuration", "{no_such_setting: true}");
    var failed =
        Deployment.awaitEnd(fleet.cli(), new Deployment(fleet.cli(), "east", broken).begin());

    assertStopped(failed, name + "-0", "CrashLoopBackOff");
    assertThat(servers.condition("Ready").path("status").asText()).isEqualTo("True");
    servers.member().kubectl("delete", "pod", name + "-0", "-n", NAMESPACE).run().orThrow();
    await("it starts again with the configuration that it had")
        .atMost(PATIENCE)
        .until(() -> servers.readyPods() == 1);

    new Deployment(fleet.cli(), "east", manifest).run();
  }

  private static void assertStopped(JsonNode operation, String server, String reason) {
    assertThat(operation.path("state").asText()).as("%s", operation).isEqualTo("Failed");
    assertThat(operation.path("code").asText()).as("%s", operation).isEqualTo("ROLL_STOPPED");
    assertThat(operation.toString()).contains(server, reason);
  }

  private static String resume(TestFleet fleet, String address) {
    var output = fleet.cli().command("resume", address, "--no-wait", "-o", "json").run().orThrow();
    return Json.read(output.getBytes(StandardCharsets.UTF_8), JsonNode.class).path("id").asText();
  }

  private static String image(Servers servers, String pod) {
    return servers
        .member()
        .get("pod", pod, "-n", servers.namespace())
        .at("/spec/containers/0/image")
        .asText();
  }
}
