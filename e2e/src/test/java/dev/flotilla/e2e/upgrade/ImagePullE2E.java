// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.ServerImages;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Nodes have the next image before a server goes, or no server goes. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class ImagePullE2E {

  private static final String NAMESPACE = "restart";
  private static final String NAME = "pulled";
  private static final String FROM = "2.14.9";
  private static final String TO = "2.15.2";
  private static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void aBadImageStopsBeforeAnyServerGoesAndAGoodOneIsPulledOnEachNode(TestFleet fleet) {
    ServerImages.load(fleet, fleet.east(), FROM);
    var servers = new Servers(fleet.east(), NAMESPACE, NAME);
    var manifest = NatsClusterManifest.of(NAME, NAMESPACE).with("version", FROM);
    new Deployment(fleet.cli(), "east", manifest).run();
    var before = servers.podUids();
    assertThat(before).hasSize(3);

    var broken =
        new Deployment(
                fleet.cli(), "east", manifest.with("image", "docker.io/library/nats:no-such-tag"))
            .begin();
    await("no node can pull the image")
        .atMost(PATIENCE)
        .until(() -> servers.waiting(NAME + "-2-pull").contains("Image"));
    await("the image is reported")
        .atMost(PATIENCE)
        .until(() -> servers.condition("Ready").path("message").asText().contains("no-such-tag"));
    assertThat(servers.podUids()).isEqualTo(before);
    assertThat(servers.statefulSet().toString()).doesNotContain("no-such-tag");
    assertThat(servers.disruptionsAllowed()).as("nodes can be drained meanwhile").isEqualTo(1);

    new Deployment(fleet.cli(), "east", manifest).run();
    assertThat(Deployment.awaitEnd(fleet.cli(), broken).path("state").asText())
        .isEqualTo("Superseded");
    assertThat(servers.podUids()).isEqualTo(before);
    await("no pod is left").atMost(PATIENCE).until(() -> pulls(fleet).isEmpty());

    var planned = plan(fleet);
    var since = Clock.systemUTC().instant();
    fleet.cli().run("upgrade", "east/" + NAMESPACE + "/" + NAME, "--to", TO);
    var created =
        fleet.rig().up("east", 1).audit().writes(AGENT).stream()
            .filter(call -> call.name().startsWith(NAME + "-") && call.at().isAfter(since))
            .filter(call -> call.resource().equals("pods") && call.created())
            .map(call -> call.name())
            .toList();
    assertThat(created)
        .containsExactlyInAnyOrderElementsOf(planned)
        .containsExactlyInAnyOrder(NAME + "-0-pull", NAME + "-1-pull", NAME + "-2-pull");
    await("no pod is left").atMost(PATIENCE).until(() -> pulls(fleet).isEmpty());
    assertThat(servers.readyPods()).isEqualTo(3);
    fleet
        .east()
        .kubectl("delete", "natscluster", NAME, "-n", NAMESPACE, "--wait=false")
        .run()
        .orThrow();
  }

  private static List<JsonNode> pulls(TestFleet fleet) {
    return fleet
        .east()
        .get(
            "pods",
            "-n",
            NAMESPACE,
            "-l",
            "app.kubernetes.io/component=image-pull,flotilla.dev/natscluster=" + NAME)
        .path("items")
        .valueStream()
        .toList();
  }

  /** The pods that a plan names. */
  private static List<String> plan(TestFleet fleet) {
    var result =
        fleet
            .cli()
            .command("upgrade", "east/" + NAMESPACE + "/" + NAME, "--to", TO, "--dry-run")
            .with("-o", "json")
            .run();
    var plan = Json.read(result.output().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    return Stream.of(plan.path("objects"))
        .flatMap(JsonNode::valueStream)
        .filter(object -> object.path("kind").asText().equals("Pod"))
        .filter(object -> object.path("action").asText().equals("create"))
        .map(object -> object.path("name").asText())
        .toList();
  }
}
