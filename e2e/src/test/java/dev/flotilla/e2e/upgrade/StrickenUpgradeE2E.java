// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.PodProcess;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.NewPods;
import dev.flotilla.e2e.workload.PodWatch;
import dev.flotilla.e2e.workload.ServerImages;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.e2e.workload.SteadyClient;
import dev.flotilla.e2e.workload.StoredStream;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Upgrades of three servers on three nodes, while clients publish to twenty streams and read from
 * them: through all lines, and while other servers are killed, frozen or damaged. No acknowledged
 * message is lost, the order of each stream is kept, and at no time does the upgrade itself take a
 * server that the others need.
 */
@Tag("soak")
@ExtendWith(SharedFleet.class)
class StrickenUpgradeE2E {

  private static final String MEMBER = "three";
  private static final String OLDEST = "2.11.17";
  private static final String FROM = "2.14.9";
  private static final String TO = "2.15.2";
  private static final String NEWEST = "2.15.3";
  private static final int STREAMS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A namespace each, of the same name as its NatsCluster. */
  private static final List<String> CLUSTERS = List.of("lines", "killed", "frozen", "damaged");

  private static Member member;

  @BeforeAll
  static void threeNodes(TestFleet fleet) {
    var environment = fleet.fleet().environment();
    member = Member.ofRig(MEMBER, fleet.rig().up(MEMBER, 3).kubeconfig(), environment);
    fleet.rig().load(MEMBER, Stream.of("agent", "client").map(environment::image).toList());
    ServerImages.load(fleet, member, OLDEST, "2.12.15", FROM, TO, NEWEST);
    fleet.fleet().enrol(member, CLUSTERS);
  }

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.cli().run("agents", "revoke", MEMBER);
    fleet.rig().down(MEMBER);
  }

  @Test
  void passesThroughAllLines(TestFleet fleet, @TempDir Path folder) {
    var servers = deployed(fleet, "lines", OLDEST);
    var client = clients(servers);
    try (var watch = PodWatch.begin(servers, folder)) {
      fleet.cli().run("upgrade", servers.toString(), "--to", "2.15", "--timeout", "15m");
      assertThat(watch.fewestReady(3)).as("ready servers at the worst moment").isEqualTo(2);
    }
    assertThat(servers.resource().at("/status/version").asText()).isEqualTo(NEWEST);
    assertThat(member.get("controllerrevisions", "-n", servers.namespace()).toString())
        .contains("nats:" + OLDEST, "nats:2.12.15", "nats:" + FROM, "nats:" + NEWEST);
    assertNothingLost(client);
  }

  @Test
  void takesNoOtherServerWhenASecondOneIsKilled(TestFleet fleet) {
    var servers = deployed(fleet, "killed", FROM);
    var client = clients(servers);
    var before = servers.podUids();
    var newPods = new NewPods(member, servers.namespace());
    newPods.hold();
    var operation = begin(fleet, servers);
    await("the first server has gone")
        .atMost(PATIENCE)
        .until(() -> !servers.podUids().containsKey("killed-2"));

    server(servers, "killed-0").kill();

    await("the killed server is back in its pod")
        .atMost(PATIENCE)
        .until(() -> servers.restarts("killed-0") > 0 && servers.readyPods() == 2);
    assertThat(servers.partition()).as("the first server is still away").isEqualTo(2);
    assertThat(servers.podUids())
        .containsEntry("killed-0", before.get("killed-0"))
        .containsEntry("killed-1", before.get("killed-1"));
    newPods.release();
    assertSucceeded(fleet, operation, servers);
    assertNothingLost(client);
  }

  @Test
  void waitsForAFollowerThatIsFrozen(TestFleet fleet) {
    var servers = deployed(fleet, "frozen", FROM);
    var client = clients(servers);
    var before = servers.podUids();
    var newPods = new NewPods(member, servers.namespace());
    newPods.hold();
    var operation = begin(fleet, servers);
    await("the first server has gone")
        .atMost(PATIENCE)
        .until(() -> !servers.podUids().containsKey("frozen-2"));
    var frozen = server(servers, "frozen-0");
    frozen.pause();
    newPods.release();

    await("the upgrade waits for the frozen server, or the kubelet no longer does")
        .atMost(PATIENCE)
        .until(
            () ->
                Deployment.find(fleet.cli(), operation).toString().contains("frozen-0")
                    || servers.restarts("frozen-0") > 0);
    assertThat(servers.podUids()).containsEntry("frozen-1", before.get("frozen-1"));
    assertThat(servers.partition()).as("closed behind the first server").isEqualTo(2);
    server(servers, "frozen-0").resume();

    assertSucceeded(fleet, operation, servers);
    assertNothingLost(client);
  }

  @Test
  void namesAStreamThatItsServerCannotReadAndKillsNothing(TestFleet fleet) {
    var servers = deployed(fleet, "damaged", FROM);
    var job = new ClientJob(member, servers.namespace(), servers.name());
    var created =
        job.request(
            "STREAM.CREATE.BAD", "{\"name\":\"BAD\",\"subjects\":[\"bad\"],\"num_replicas\":1}");
    var victim = Json.read(bytes(created), JsonNode.class).at("/cluster/leader").asText();
    var client = clients(servers);

    var stored = new StoredStream(servers, victim, "BAD");
    stored.withhold();
    var after = servers.podUids();
    var manifest = NatsClusterManifest.of(servers.name(), servers.namespace());
    var changed = manifest.with("version", FROM).with("limits", "{maxPayload: 2Mi}");
    var operation = new Deployment(fleet.cli(), MEMBER, changed).begin();

    await("the roll waits for the stream")
        .atMost(PATIENCE)
        .until(
            () -> Deployment.find(fleet.cli(), operation).toString(),
            shown -> shown.contains("BAD"));
    assertThat(servers.condition("Ready").path("message").asText())
        .contains("stream BAD in account", "APP", victim);
    client.awaitProgress(200);
    assertThat(servers.podUids()).as("no server was taken").isEqualTo(after);
    assertThat(servers.restarts(victim)).as("restarts by the kubelet").isZero();

    stored.restore();
    job.request("STREAM.DELETE.BAD", "");

    assertSucceeded(fleet, operation, servers);
    assertNothingLost(client);
  }

  /** The oldest line has advisories that no release of it closes. */
  private static Servers deployed(TestFleet fleet, String name, String version) {
    var manifest = NatsClusterManifest.of(name, name).with("version", version);
    new Deployment(fleet.cli(), MEMBER, manifest.with("waivers", "[BELOW_SECURITY_FLOOR]")).run();
    return new Servers(member, name, name);
  }

  private static SteadyClient clients(Servers servers) {
    var client = new SteadyClient(member, servers.namespace(), servers.name(), "File", STREAMS);
    client.start();
    return client;
  }

  private static String begin(TestFleet fleet, Servers servers) {
    var output =
        fleet
            .cli()
            .command("upgrade", servers.toString(), "--to", TO, "--no-wait", "-o", "json")
            .run()
            .orThrow();
    return Json.read(bytes(output), JsonNode.class).path("id").asText();
  }

  private static PodProcess server(Servers servers, String pod) {
    return await(pod + " runs")
        .atMost(PATIENCE)
        .until(() -> servers.process(pod), Optional::isPresent)
        .orElseThrow();
  }

  private static void assertSucceeded(TestFleet fleet, String operation, Servers servers) {
    var ended = Deployment.awaitEnd(fleet.cli(), operation);
    assertThat(ended.path("state").asText()).as("%s", ended).isEqualTo("Succeeded");
    assertThat(servers.readyPods()).isEqualTo(3);
    assertThat(servers.disruptionsAllowed()).as("disruptions allowed at rest").isEqualTo(1);
  }

  private static void assertNothingLost(SteadyClient client) {
    client.awaitProgress(200);
    var count = client.stop();
    assertThat(count.lost()).as("lost of %d acknowledged", count.acknowledged()).isZero();
    assertThat(count.disordered()).as("out of order").isZero();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
