// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.e2e.workload.SteadyClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Three servers on three nodes, while clients publish and read: no acknowledged message is lost
 * when a pod is deleted, or when a profile is changed. It has a Kubernetes cluster of its own and
 * mostly waits, so it runs concurrently to others.
 */
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class LabE2E {

  private static final String PRODUCTION = "production";
  private static final String STAGING = "staging";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static Member member;

  @BeforeAll
  static void threeNodes(TestFleet fleet) {
    Environment environment = fleet.fleet().environment();
    member = Member.ofRig("lab", fleet.rig().up("lab", 3).kubeconfig(), environment);
    fleet
        .rig()
        .load("lab", Stream.of("agent", "client", "nats-2.15.2").map(environment::image).toList());
    fleet.fleet().enrol(member, List.of(PRODUCTION, STAGING));
  }

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.cli().run("agents", "revoke", "lab");
    fleet.rig().down("lab");
  }

  /** The servers' metrics would need an image that the rig does not have. */
  @Test
  @Tag("e2e")
  void productionLosesAServerAndRollsAndNoMessageIsLost(TestFleet fleet) {
    var production = ofProfile(PRODUCTION).with("exporter", "{enabled: false}");
    new Deployment(fleet.cli(), "lab", production).run();
    var servers = new Servers(member, PRODUCTION, "orders");
    assertThat(nodes()).as("nodes with a server").hasSize(3);
    var job = new ClientJob(member, PRODUCTION, "orders");
    assertThat(job.run(1000, 1)).contains("acknowledged=1000", "read=1000");
    assertThat(job.refusedInPlainText()).contains("SSL");
    var client = new SteadyClient(member, PRODUCTION, "orders");
    client.start();

    losesAServer(servers, client);
    roll(fleet, production, client);

    await("a stream on one server is named")
        .atMost(PATIENCE)
        .until(
            () -> servers.condition("Streams").path("reason").asText(),
            "StreamWithoutReplicas"::equals);
    assertThat(servers.condition("Streams").path("message").asText())
        .contains("ORDERS")
        .doesNotContain("STEADY");
  }

  @Test
  @Tag("soak")
  void stagingRollsAndKeepsWhatIsInMemory(TestFleet fleet) {
    var staging = ofProfile(STAGING);
    new Deployment(fleet.cli(), "lab", staging).run();
    var client = new SteadyClient(member, STAGING, "orders", "Memory", 1);
    client.start();

    roll(fleet, staging, client);
  }

  private static void losesAServer(Servers servers, SteadyClient client) {
    var node = node("orders-0");
    member.kubectl("cordon", node).run().orThrow();
    member.kubectl("delete", "pod", "orders-0", "-n", PRODUCTION, "--wait").run().orThrow();
    await("the cluster is degraded")
        .atMost(PATIENCE)
        .until(() -> servers.condition("Ready").path("status").asText().equals("False"));
    assertThat(servers.readyPods()).as("ready servers").isEqualTo(2);
    client.awaitProgress(100);

    member.kubectl("uncordon", node).run().orThrow();
    servers.awaitReady();
    assertThat(servers.readyPods()).as("ready servers").isEqualTo(3);
    assertThat(node("orders-0")).as("where its volume is").isEqualTo(node);
    client.awaitProgress(100);
  }

  /** Every server is replaced; then the client reports. */
  private static void roll(TestFleet fleet, NatsClusterManifest manifest, SteadyClient client) {
    var servers = new Servers(member, manifest.namespace(), manifest.name());
    var before = servers.podUids();

    new Deployment(fleet.cli(), "lab", manifest.with("limits", "{maxPayload: 2Mi}")).run();

    assertThat(servers.podUids().values()).doesNotContainAnyElementsOf(before.values());
    client.awaitProgress(100);
    var count = client.stop();
    assertThat(count.lost()).as("lost of %d acknowledged", count.acknowledged()).isZero();
  }

  /** For a user who relies on the profile: the namespace is named after it. */
  private static NatsClusterManifest ofProfile(String profile) {
    return new NatsClusterManifest(
        "orders", profile, Map.of("version", "2.15.2", "profile", profile));
  }

  private static Set<String> nodes() {
    Set<String> nodes = new TreeSet<>();
    for (JsonNode pod :
        member
            .get("pods", "-n", PRODUCTION, "-l", "app.kubernetes.io/instance=orders")
            .path("items")) {
      nodes.add(pod.at("/spec/nodeName").asText());
    }
    return nodes;
  }

  private static String node(String pod) {
    return member.get("pod", pod, "-n", PRODUCTION).at("/spec/nodeName").asText();
  }
}
