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

/** A change that is given up half way, from the command line and in the member. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class AbortE2E {

  private static final String NAMESPACE = "abort";
  private static final String FROM = "2.14.9";
  private static final String TO = "2.15.2";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void serversThatWereUpgradedComeBackWithTheirMessages(TestFleet fleet) {
    var name = "upgraded";
    var address = "east/" + NAMESPACE + "/" + name;
    var servers = new Servers(fleet.east(), NAMESPACE, name);
    var client = new SteadyClient(fleet.east(), NAMESPACE, name);
    var manifest = NatsClusterManifest.of(name, NAMESPACE);
    new Deployment(fleet.cli(), "east", manifest.with("version", FROM)).run();
    client.start();

    var upgrade = begin(fleet, "upgrade", address, "--to", TO);
    await("the first server has been upgraded")
        .atMost(PATIENCE)
        .until(() -> image(servers, name + "-2").endsWith(TO));
    var abort = Deployment.awaitEnd(fleet.cli(), begin(fleet, "abort", address));

    assertThat(abort.path("state").asText()).as("%s", abort).isEqualTo("Succeeded");
    assertThat(abort.path("type").asText()).isEqualTo("abort");
    assertThat(Deployment.awaitEnd(fleet.cli(), upgrade).path("state").asText())
        .isEqualTo("Superseded");
    assertThat(servers.condition("Ready").path("reason").asText()).isEqualTo("Aborted");
    assertThat(servers.resource().at("/status/version").asText()).isEqualTo(FROM);
    for (int ordinal = 0; ordinal < 3; ordinal++) {
      assertThat(image(servers, name + "-" + ordinal)).endsWith(FROM);
    }
    assertThat(client.stop().lost()).as("acknowledged messages that were lost").isZero();

    fleet.cli().run("rollback", address);
    assertThat(servers.condition("Ready").path("reason").asText()).isEqualTo("VerifiedHealthy");
    assertThat(fleet.cli().call("abort", address).error()).contains("NOTHING_UNDER_WAY");
  }

  @Test
  void aChangeIsAbortedInTheMemberAlone(TestFleet fleet) {
    var name = "local";
    var servers = new Servers(fleet.east(), NAMESPACE, name);
    var manifest = NatsClusterManifest.of(name, NAMESPACE).with("replicas", "1");
    fleet.east().apply(manifest.with("version", FROM).yaml());
    servers.awaitReady();
    fleet
        .east()
        .apply(
            manifest.with("version", TO).with("placement", "{nodeSelector: {disk: none}}").yaml());
    await("the server cannot start")
        .atMost(PATIENCE)
        .until(() -> servers.condition("Ready").path("reason").asText().equals("Unschedulable"));

    fleet
        .east()
        .kubectl("patch", "natscluster", name, "-n", NAMESPACE, "--type", "merge")
        .with("--patch", "{\"spec\": {\"abort\": true}}")
        .run()
        .orThrow();
    servers.awaitReady();

    assertThat(image(servers, name + "-0")).endsWith(FROM);
    assertThat(servers.condition("Ready").path("reason").asText()).isEqualTo("Aborted");
  }

  private static String begin(TestFleet fleet, String command, String address, String... options) {
    var output =
        fleet
            .cli()
            .command(command, address, "--no-wait", "-o", "json")
            .with(options)
            .run()
            .orThrow();
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
