// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.ServerImages;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Up by the line between, with its messages; and no way back for what the old line cannot serve.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class UpgradeE2E {

  private static final String NAMESPACE = "upgrade";
  private static final String NAME = "hops";
  private static final String ADDRESS = "east/" + NAMESPACE + "/" + NAME;
  private static final String FROM = "2.12.15";
  private static final String BETWEEN = "2.14.9";
  private static final String TO = "2.15.2";
  private static final int MESSAGES = 200;

  @Test
  void passesThroughTheLineBetween(TestFleet fleet) {
    ServerImages.load(fleet, fleet.east(), FROM);
    var servers = new Servers(fleet.east(), NAMESPACE, NAME);
    var client = new ClientJob(fleet.east(), NAMESPACE, NAME);
    new Deployment(
            fleet.cli(),
            "east",
            NatsClusterManifest.of(NAME, NAMESPACE)
                .with("version", FROM)
                .with("replicas", "1")
                .with("jetStream", "{memoryStore: {size: 16Mi}}"))
        .run();
    assertThat(client.run(MESSAGES, 1)).contains("read=" + MESSAGES);

    refusesWhatWouldLoseMessages(fleet, client, servers);

    var plan = plan(fleet, TO);
    assertThat(plan.at("/version/expectedTime").asText()).endsWith("to read in each");
    assertThat(plan.at("/version/from").asText()).isEqualTo(FROM);
    assertThat(plan.at("/version/steps")).extracting(JsonNode::asText).containsExactly(BETWEEN, TO);
    assertThat(plan.at("/version/interrupted")).isNotEmpty();

    fleet.cli().run("upgrade", ADDRESS, "--to", TO);

    assertThat(servers.resource().at("/status/version").asText()).isEqualTo(TO);
    assertThat(fleet.east().get("controllerrevisions", "-n", NAMESPACE).toString())
        .contains("nats:" + FROM, "nats:" + BETWEEN, "nats:" + TO);
    assertThat(client.run(MESSAGES, 1)).contains("read=" + MESSAGES);

    client.request(
        "STREAM.CREATE.BATCHED",
        "{\"name\":\"BATCHED\",\"subjects\":[\"batched\"],\"allow_batched\":true}");
    var before = servers.podUids();
    assertThat(plan(fleet, FROM).at("/refusals/0/code").asText()).isEqualTo("FEATURES_IN_USE");
    var refused = fleet.cli().call("upgrade", ADDRESS, "--to", FROM);
    assertThat(refused.output()).contains("FEATURES_IN_USE", "BATCHED", "fast-batches");
    assertThat(servers.podUids()).isEqualTo(before);

    fleet.cli().run("upgrade", ADDRESS, "--to", TO);
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  /** A stream in the memory of the one server. */
  private static void refusesWhatWouldLoseMessages(
      TestFleet fleet, ClientJob client, Servers servers) {
    client.request(
        "STREAM.CREATE.CACHE",
        "{\"name\":\"CACHE\",\"subjects\":[\"cache\"],\"storage\":\"memory\"}");
    var before = servers.podUids();
    assertThat(plan(fleet, TO).at("/refusals/0/code").asText()).isEqualTo("MEMORY_STREAMS");
    var refused = fleet.cli().call("upgrade", ADDRESS, "--to", TO);
    assertThat(refused.output()).contains("MEMORY_STREAMS", "CACHE");
    assertThat(servers.podUids()).isEqualTo(before);
    fleet.cli().run("upgrade", ADDRESS, "--to", FROM);
    client.request("STREAM.DELETE.CACHE", "{}");
  }

  private static JsonNode plan(TestFleet fleet, String version) {
    var result =
        fleet.cli().command("upgrade", ADDRESS, "--to", version, "--dry-run", "-o", "json").run();
    return Json.read(result.output().getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
