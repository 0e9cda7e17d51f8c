// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.natsserver.NatsConfigCommand;
import dev.flotilla.hub.testing.ApiClient;
import dev.flotilla.hub.testing.ExternalServer;
import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.RoundTrip;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A nats-server that is not the hub's child, configured by the hub's own command. */
class ChartIT {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration CLIENT_IS_GIVEN_UP_WITHIN = Duration.ofSeconds(90);

  @TempDir Path folder;

  private final List<Integer> ports = FreePorts.take(2);
  private HubProcess hub;
  private ExternalServer server;

  @BeforeEach
  void aHubThatShallUseIt() {
    server = new ExternalServer(folder);
    hub =
        new HubProcess(folder)
            .asInTheImage()
            .with("NATS_MODE", "chart")
            .with("NATS_URL", server.url())
            .with("NATS_PUBLIC_URLS", "tls://nats.example.org:4222");
  }

  @AfterEach
  void end() {
    hub.close();
    server.close();
  }

  @Test
  void theHubWorksWithAServerOfItsOwnKeys() throws IOException {
    server.run(configuration(hub.keys(), "nats"));
    hub.start();

    try (TestAgent agent = hub.member("east", "nats")) {
      assertThat(agent.fetchCredentials().body().path("credentials").path("natsUrls").toString())
          .contains("tls://nats.example.org:4222");
      agent.connect(server.url(), (_, _) -> {});
      assertThat(agent.index()).isPresent();
    }
    assertThat(hub.children()).as("no server of its own").isEmpty();
  }

  @Test
  void theImageHasNoServerOfItsOwn() throws InterruptedException {
    Process refused = hub.with("NATS_MODE", "child").launch();

    try {
      assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(refused.exitValue()).isNotZero();
      assertThat(hub.output()).contains("NATS_CHILD_MISSING");
    } finally {
      refused.destroyForcibly();
    }
  }

  @Test
  void aServerThatAcknowledgesBeforeItWritesIsRefused() throws IOException {
    Path file = configuration(hub.keys(), "nats");
    Files.writeString(file, Files.readString(file).replace("\"always\"", "\"1m\""));
    server.run(file);

    server.refusedBy(hub, "jetstream.sync_interval is not 'always'");
  }

  @Test
  void aHubWhoseUserWasRefusedReturnsToTheRightServer() throws Exception {
    Path right = configuration(hub.keys(), "nats");
    server.run(right);
    hub.start();
    ApiClient admin = hub.admin();
    try (TestAgent agent = hub.member("east", "nats")) {
      server.run(withTrustOfAnotherFleet(right));
      await()
          .atMost(CLIENT_IS_GIVEN_UP_WITHIN)
          .untilAsserted(() -> assertThat(hub.output()).contains("reconnecting"));
      assertThat(admin.get("/api/v1/whoami").status()).isEqualTo(503);
      server.run(right);

      await().atMost(SOON).until(() -> admin.get("/api/v1/whoami").status() == 200);
      agent.connect(server.url(), (_, _) -> {});
      new RoundTrip(admin, agent).make();
      agent.heartbeat(0);
      await()
          .atMost(SOON)
          .until(() -> admin.get("/api/v1/agents/east").body().path("online").asBoolean());
    }
  }

  /** The command that renews: the configuration is written again, and the server is restarted. */
  @Test
  void aCertificateThatExpiresSoonIsReportedUntilTheServerHasANewOne() throws IOException {
    server.run(configuration(hub.keys(), "nats", "--certificate-life", "P20D"));
    hub.start();

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(hub.output()).contains("certificate expires at"));
    assertThat(hub.management("/q/health/ready")).contains("certificate expires at");
    assertThat(secondsLeft()).isBetween(days(19), days(20));

    server.run(configuration(hub.keys(), "nats"));
    hub.close();
    hub.start();

    await().atMost(SOON).until(() -> secondsLeft() > days(396));
    assertThat(hub.management("/q/health/ready")).doesNotContain("certificate expires at");
  }

  private double secondsLeft() {
    return hub.management("/q/metrics")
        .lines()
        .filter(line -> line.startsWith("flotilla_hub_nats_certificate_seconds"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private static double days(long number) {
    return Duration.ofDays(number).toSeconds();
  }

  // A server that was restored with the keys of another fleet: it has the address and a
  // certificate that the hub trusts, and refuses the hub's user.
  private Path withTrustOfAnotherFleet(Path right) throws IOException {
    Path wrong = configuration(new HubProcess(folder.resolve("another")).keys(), "another-nats");
    ObjectNode mixed = Json.read(Files.readAllBytes(wrong), ObjectNode.class);
    ObjectNode trusted = Json.read(Files.readAllBytes(right), ObjectNode.class);
    mixed.set("tls", trusted.get("tls"));
    mixed.set("websocket", trusted.get("websocket"));
    Files.write(wrong, Json.write(mixed));
    return wrong;
  }

  private Path configuration(Path keys, String name, String... more) {
    Path out = folder.resolve(name);
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.addAll(List.of("--keys", keys.toString(), "--out", out.toString()));
    arguments.addAll(List.of("--data", folder.resolve(name + "-store").toString()));
    arguments.addAll(List.of("--names", "nats.example.org"));
    arguments.addAll(List.of("--monitor", "127.0.0.1:" + ports.get(1)));
    arguments.addAll(List.of("--port", Integer.toString(server.port())));
    arguments.addAll(List.of("--websocket-port", ports.get(0).toString()));
    int code =
        new CommandLine(new NatsConfigCommand(Clock.systemUTC()))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).isZero();
    return out.resolve("nats-server.conf");
  }
}
