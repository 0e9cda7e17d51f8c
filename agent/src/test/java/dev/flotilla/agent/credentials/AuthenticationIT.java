// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Expected;
import dev.flotilla.nats.health.Health;
import dev.flotilla.nats.health.HealthCheck;
import dev.flotilla.nats.health.HealthTarget;
import dev.flotilla.nats.jwt.KeyLogin;
import dev.flotilla.nats.jwt.Login;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.ServerProcess;
import dev.flotilla.nats.testing.TestLogins;
import dev.flotilla.protocol.Json;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.api.StreamConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Real servers in each mode of authentication: which clients authenticate, and with which
 * permissions.
 */
class AuthenticationIT {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final NatsConnections CONNECTIONS = new NatsConnections();
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final String SECRET = "correct horse: $2a battery";
  private static final String IN_URL = "correct%20horse%3A%20%242a%20battery";

  private final TestLogins agent = TestLogins.create();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  static Stream<String> versions() {
    return Catalogue.bundled().lines().stream().map(line -> line.newest().toString());
  }

  @ParameterizedTest
  @MethodSource("versions")
  void usersOfAccountsSeeTheirOwnAndNothingElse(String version) throws Exception {
    KeyLogin shop = new KeyLogin(new Nkeys(RANDOM).user());
    String users =
        """
        {"mode": "accounts", "users": [
          {"user": "shop", "nkey": "%s",
           "permissions": {"publish": {"allow": ["orders.>"]}, "subscribe": {"allow": ["orders.>"]}}},
          {"user": "night-batch", "account": "BILLING", "passwordFrom": {"secretName": "batch"}}]}
        """
            .formatted(shop.user().publicKey());
    try (NatsServers servers = started(version, users)) {
      assertRefused(servers, "{}");
      assertRefused(servers, "{'user': 'night-batch', 'pass': 'wrong'}");
      assertRefused(servers, "{'nkey': '%s', 'sig': 'AAAA'}".formatted(shop.user().publicKey()));
      assertJetStreamWorks(servers, "", agent.application());
      assertJetStreamWorks(servers, "night-batch:" + IN_URL + "@", null);
      assertSystemIsClosed(servers, "", agent.application());
      assertHealthy(version, servers);

      try (Connection sender = connect(servers, "", shop);
          Connection same = connect(servers, "", agent.application());
          Connection other = connect(servers, "night-batch:" + IN_URL + "@", null)) {
        Subscription heard = same.subscribe(">");
        Subscription unheard = other.subscribe(">");
        same.flush(DEADLINE);
        other.flush(DEADLINE);
        sender.publish("invoices.1", "denied".getBytes(UTF_8));
        sender.publish("orders.1", "allowed".getBytes(UTF_8));
        sender.flush(DEADLINE);

        Message first = heard.nextMessage(DEADLINE);
        assertThat(first.getSubject()).as("the first that is allowed").isEqualTo("orders.1");
        other.publish("own", null);
        assertThat(unheard.nextMessage(DEADLINE).getSubject()).isEqualTo("own");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void userWithThePasswordComesIn(String version) throws Exception {
    try (NatsServers servers = started(version, "{\"mode\": \"basic\"}")) {
      assertRefused(servers, "{}");
      assertRefused(servers, "{'user': 'app', 'pass': 'wrong'}");
      assertRefused(servers, "{'user': 'app'}");
      assertRefused(servers, "{'user': 'nobody', 'pass': '%s'}".formatted(SECRET));
      assertJetStreamWorks(servers, "app:" + IN_URL + "@", null);
      assertJetStreamWorks(servers, "", agent.application());
      assertSystemIsClosed(servers, "app:" + IN_URL + "@", null);
      assertHealthy(version, servers);
    }
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everybodyComesInAndTheAgentsAccountsStayClosed(String version) throws Exception {
    try (NatsServers servers = started(version, "{\"mode\": \"none\"}")) {
      assertRefused(servers, "{'user': 'nobody', 'pass': 'wrong'}");
      assertRefused(servers, "{'auth_token': 'anything'}");
      assertJetStreamWorks(servers, "", null);
      assertSystemIsClosed(servers, "", null);
      assertHealthy(version, servers);
    }
  }

  @Test
  void threeServersWithAPasswordReportOneDigestAndAreHealthy() throws Exception {
    String newest = Catalogue.bundled().newest().toString();
    String users =
        """
        {"mode": "accounts", "users": [
          {"user": "web-shop", "passwordFrom": {"secretName": "shop"}}]}
        """;
    try (NatsServers servers = servers(3, users)) {
      servers.start();
      assertHealthy(newest, servers);
      assertJetStreamWorks(servers, "web-shop:" + IN_URL + "@", null);
    }
  }

  private NatsServers started(String version, String authentication) {
    Optional<Path> binary = ServerBinary.ofVersion(version);
    assumeTrue(binary.isPresent(), "a nats-server " + version + " is at hand");
    NatsServers servers = servers(1, authentication).of(binary.get());
    servers.start();
    return servers;
  }

  private NatsServers servers(int count, String authentication) {
    return NatsServers.withAuthentication(
        count,
        Json.read(authentication.getBytes(UTF_8), ObjectNode.class),
        asked -> agent.rules(asked, _ -> PasswordHash.of(SECRET, RANDOM).text()));
  }

  private void assertHealthy(String version, NatsServers servers) {
    Map<String, Expected.Server> expected = new TreeMap<>();
    for (ServerProcess server : servers.servers()) {
      expected.put(
          server.name(),
          new Expected.Server(Optional.of(version), Optional.of(server.expectedDigest())));
    }
    HealthTarget target = new HealthTarget(servers.urls(), agent::system, agent::probe);
    HealthCheck check =
        new HealthCheck(CONNECTIONS, () -> UUID.randomUUID().toString().replace("-", ""));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(check.check(target, new Expected(expected, true), DEADLINE))
                    .isEqualTo(new Health.Healthy()));
  }

  /** With the protocol itself: the client library reports a refusal only when it gives up. */
  private static void assertRefused(NatsServers servers, String connect) throws IOException {
    URI server = URI.create(servers.servers().getFirst().url());
    try (Socket socket = new Socket(server.getHost(), server.getPort());
        BufferedReader answers =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      assertThat(answers.readLine()).startsWith("INFO ");
      String said = "CONNECT " + connect.replace('\'', '"') + "\r\nPING\r\n";
      socket.getOutputStream().write(said.getBytes(UTF_8));
      assertThat(answers.readLine()).as(connect).isEqualTo("-ERR 'Authorization Violation'");
    }
  }

  private static void assertJetStreamWorks(NatsServers servers, String user, @Nullable Login login)
      throws Exception {
    try (Connection connection = connect(servers, user, login)) {
      String name = "S" + UUID.randomUUID().toString().replace("-", "");
      connection
          .jetStreamManagement()
          .addStream(
              StreamConfiguration.builder()
                  .name(name)
                  .subjects(name)
                  .replicas(servers.servers().size())
                  .build());
      long sequence = connection.jetStream().publish(name, "hello".getBytes(UTF_8)).getSeqno();
      assertThat(connection.jetStreamManagement().getMessage(name, sequence).getData())
          .isEqualTo("hello".getBytes(UTF_8));
      connection.jetStreamManagement().deleteStream(name);
    }
  }

  /** The expected response is that there are no responders. */
  private static void assertSystemIsClosed(NatsServers servers, String user, @Nullable Login login)
      throws Exception {
    try (Connection connection = connect(servers, user, login)) {
      assertThat(
              connection
                  .requestWithTimeout("$SYS.REQ.SERVER.PING.VARZ", null, DEADLINE)
                  .handle((message, problem) -> problem != null)
                  .get())
          .as("no responders")
          .isTrue();
    }
  }

  private static Connection connect(NatsServers servers, String user, @Nullable Login login)
      throws IOException, InterruptedException {
    List<String> urls =
        servers.urls().values().stream().map(url -> url.replace("//", "//" + user)).toList();
    ConnectionSettings settings = ConnectionSettings.to(urls, "test").once();
    return CONNECTIONS.connect(login == null ? settings : settings.as(() -> login));
  }
}
