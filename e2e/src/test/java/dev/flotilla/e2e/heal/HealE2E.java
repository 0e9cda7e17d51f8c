// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.heal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Changes that bring health to servers without it, where a roll otherwise waits for health. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class HealE2E {

  private static final String NAMESPACE = "heal";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final String TLS =
      "{certificate: {secretName: %s-tls}, listeners: {client: true, routes: true}}";

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void aFullStoreGrowsServerByServer(TestFleet fleet) {
    var manifest =
        NatsClusterManifest.of("full", NAMESPACE)
            .with("jetStream", "{fileStore: {size: 1Gi, maxSize: 48Mi}}");
    var servers = new Servers(fleet.east(), NAMESPACE, "full");
    new Deployment(fleet.cli(), "east", manifest).run();
    var client = new ClientJob(fleet.east(), NAMESPACE, "full");
    int acknowledged = client.fill();
    var before = servers.podUids();

    var other = new Deployment(fleet.cli(), "east", manifest.with("limits", "{maxPending: 32Mi}"));
    assertThat(plan(other)).contains("The file store is full", "would wait for that");
    var larger =
        new Deployment(
            fleet.cli(),
            "east",
            manifest.with("jetStream", "{fileStore: {size: 1Gi, maxSize: 200Mi}}"));
    assertThat(plan(larger)).contains("HEALING", "its file store grows from 48 to 200 MiB");

    var healed = larger.call("--timeout", "5m");

    assertThat(healed.succeeded()).as("%s", healed).isTrue();
    assertThat(healed.output() + healed.error())
        .contains("restarts unless that passes")
        .containsAnyOf("The file store is full", "its file store grows");
    assertThat(servers.podUids()).doesNotContainValue(before.getOrDefault("full-0", ""));
    settled(servers);
    assertThat(messages(client, "FULL")).as("acknowledged messages").isEqualTo(acknowledged);
    assertThat(client.run(100)).contains("read=100");
  }

  @Test
  void serversThatNeverGotAContainerAreReplaced(TestFleet fleet) {
    var right =
        NatsClusterManifest.of("stuck", NAMESPACE)
            .with("jetStream", "{fileStore: {size: 1Gi}, domain: stuck}");
    var wrong =
        right.with(
            "leafNodes",
            "{remotes: [{urls: ['nats-leaf://hub.heal.svc:7422'], credentialsSecret: {name: no-such-secret}}]}");
    var servers = new Servers(fleet.east(), NAMESPACE, "stuck");
    var stuck = new Deployment(fleet.cli(), "east", wrong).begin();
    await("the resource says what is wrong")
        .atMost(PATIENCE)
        .until(() -> servers.condition("Ready").path("reason").asText().equals("ServerNeverReady"));
    assertThat(servers.condition("Ready").path("message").asText()).contains("missing Secret");

    new Deployment(fleet.cli(), "east", right).run();

    assertThat(Deployment.awaitEnd(fleet.cli(), stuck).path("state").asText())
        .isEqualTo("Superseded");
    settled(servers);
    assertThat(new ClientJob(fleet.east(), NAMESPACE, "stuck").run(100)).contains("read=100");
  }

  @Test
  void noServerStartsWithACertificateThatLacksNames(TestFleet fleet, @TempDir Path folder) {
    var servers = new Servers(fleet.east(), NAMESPACE, "named");
    var certificate = new GivenCertificate(servers, folder);
    certificate.issue("events.example.org");
    var manifest = NatsClusterManifest.of("named", NAMESPACE).with("tls", TLS.formatted("named"));
    var deployment = new Deployment(fleet.cli(), "east", manifest);
    assertThat(plan(deployment))
        .contains("CERTIFICATE_UNSUITABLE", "*.named-headless", "named.heal.svc");

    var waiting = deployment.begin();
    await("the resource says what is missing")
        .atMost(PATIENCE)
        .until(
            () -> servers.condition("Ready").path("message").asText().contains("*.named-headless"));
    assertThat(servers.podUids()).as("pods with a wrong certificate").isEmpty();

    certificate.issue(certificate.names());

    assertThat(Deployment.awaitEnd(fleet.cli(), waiting).path("state").asText())
        .isEqualTo("Succeeded");
    settled(servers);
  }

  @Test
  void anExchangedRootWaitsForConsent(TestFleet fleet, @TempDir Path folder) {
    var servers = new Servers(fleet.east(), NAMESPACE, "rooted");
    var certificate = new GivenCertificate(servers, folder);
    certificate.issue(certificate.names());
    var manifest = NatsClusterManifest.of("rooted", NAMESPACE).with("tls", TLS.formatted("rooted"));
    new Deployment(fleet.cli(), "east", manifest).run();
    var client = new ClientJob(fleet.east(), NAMESPACE, "rooted");
    assertThat(client.run(100)).contains("read=100");
    var before = servers.podUids();

    certificate.issue(certificate.names());
    await("the resource says that the roots were exchanged")
        .atMost(PATIENCE)
        .until(() -> servers.condition("Ready").path("reason").asText().equals("RootsExchanged"));
    assertThat(servers.podUids()).as("servers with the earlier certificate").isEqualTo(before);

    var consent = new Deployment(fleet.cli(), "east", manifest.with("waivers", "[ROLL_UNHEALTHY]"));
    assertThat(plan(consent)).contains("HEALING", "may interrupt all streams");
    consent.run();

    settled(servers);
    assertThat(messages(client, "ORDERS")).as("acknowledged messages").isEqualTo(100);
    assertThat(client.run(100)).contains("read=100");
  }

  private static String plan(Deployment deployment) {
    var planned = deployment.call("--dry-run");
    return planned.output() + planned.error();
  }

  private static int messages(ClientJob client, String stream) {
    var info = client.request("STREAM.INFO." + stream, "{}");
    var matcher = Pattern.compile("\"messages\":\\s*(\\d+)").matcher(info);
    assertThat(matcher.find()).as(info).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private static void settled(Servers servers) {
    assertThat(servers.readyPods()).isEqualTo(3);
    assertThat(servers.condition("Ready").path("reason").asText()).isEqualTo("VerifiedHealthy");
    assertThat(servers.partition()).as("partition at rest").isEqualTo(3);
    assertThat(servers.disruptionsAllowed()).as("disruptions allowed at rest").isEqualTo(1);
  }
}
