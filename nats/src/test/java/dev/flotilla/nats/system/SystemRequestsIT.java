// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.AccountClaims;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerProcess;
import io.nats.client.Connection;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SystemRequestsIT {
  private static final Gathering THREE = new Gathering(3, Duration.ofSeconds(3));

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(3);

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @BeforeEach
  void settle() throws Exception {
    try (Connection system = connect()) {
      SystemRequests requests = new SystemRequests(system);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                assertThat(requests.health(THREE).values())
                    .hasSize(3)
                    .allMatch(ServerHealth::healthy);
                assertThat(metaGroups(requests)).hasSize(3).allMatch(MetaGroup::hasLeader);
              });
    }
  }

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void everyServerSaysWhoItIs() throws Exception {
    try (Connection system = connect()) {
      List<ServerInfo> servers = new SystemRequests(system).servers(THREE);
      assertThat(servers)
          .extracting(ServerInfo::name)
          .containsExactlyInAnyOrder("test-0", "test-1", "test-2");
      assertThat(servers)
          .allMatch(ServerInfo::jetStream)
          .allMatch(server -> "test".equals(server.cluster()));
    }
  }

  @Test
  void variablesAndHealthAreRead() throws Exception {
    try (Connection system = connect()) {
      SystemRequests requests = new SystemRequests(system);
      assertThat(requests.variables(THREE))
          .hasSize(3)
          .allSatisfy(
              (name, variables) -> {
                assertThat(variables.configurationDigest()).isEqualTo(expectedDigest(name));
                assertThat(variables.startedAt()).isBefore(Instant.now());
              });
      assertThat(requests.health(THREE))
          .hasSize(3)
          .allSatisfy((name, health) -> assertThat(health.healthy()).isTrue());
    }
  }

  @Test
  void aClosedConnectionGetsNoAnswer() throws Exception {
    Connection system = connect();
    system.close();

    assertThat(new SystemRequests(system).servers(THREE)).isEmpty();
  }

  @Test
  void metaLeaderKnowsItsReplicas() throws Exception {
    try (Connection system = connect()) {
      List<MetaGroup> groups = metaGroups(new SystemRequests(system));
      assertThat(groups).extracting(MetaGroup::size).containsOnly(3);
      assertThat(groups).extracting(MetaGroup::leader).doesNotContainNull();
      assertThat(groups)
          .anySatisfy(
              group ->
                  assertThat(group.replicas())
                      .hasSize(2)
                      .allSatisfy(replica -> assertThat(replica.name()).startsWith("test-")));
    }
  }

  @Test
  void oneServerIsAskedByItsIdAndAStrangerDoesNotAnswer() throws Exception {
    try (Connection system = connect()) {
      SystemRequests requests = new SystemRequests(system);
      ServerInfo first = requests.servers(THREE).getFirst();
      assertThat(
              requests.ask(
                  first.id(), "VARZ", JsonNodeFactory.instance.objectNode(), Duration.ofSeconds(3)))
          .hasValueSatisfying(answer -> assertThat(answer.server().name()).isEqualTo(first.name()));
      assertThat(
              requests.ask(
                  "NOBODY", "VARZ", JsonNodeFactory.instance.objectNode(), Duration.ofSeconds(1)))
          .isEmpty();
    }
  }

  @Test
  void missingServerIsFewerAnswersAfterTheDeadline() throws Exception {
    try (Connection system = connect()) {
      assertThat(new SystemRequests(system).servers(new Gathering(4, Duration.ofMillis(500))))
          .hasSize(3);
    }
  }

  @Test
  void pushedClaimsAreOnEveryServerAndOlderOnesAreHeldBack() throws Exception {
    try (Connection system = connect()) {
      ClaimsPush push = new ClaimsPush(system);
      Nkey account = new Nkeys(new SecureRandom()).account();
      Instant now = Instant.now();
      Jwt first = claims(account, now);

      assertThat(push.push(first, 3, Duration.ofSeconds(3)))
          .isEqualTo(new PushOutcome.Pushed(List.of("test-0", "test-1", "test-2")));
      assertThat(push.lookup(account.publicKey(), THREE)).containsExactly(first, first, first);
      assertThat(push.push(claims(account, now.minusSeconds(60)), 3, Duration.ofSeconds(3)))
          .isInstanceOf(PushOutcome.OlderThanStored.class);
      assertThat(push.push(claims(account, now.plusSeconds(1)), 4, Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              PushOutcome.Incomplete.class,
              incomplete -> assertThat(incomplete.servers()).hasSize(3));
    }
  }

  @Test
  void serverThatComesBackAnswersAgain() throws Exception {
    ServerProcess server = SERVERS.servers().get(0);
    server.kill();
    server.start();
    try (Connection system = connect()) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(new SystemRequests(system).servers(THREE)).hasSize(3));
    }
  }

  private static String expectedDigest(String server) {
    return SERVERS.servers().stream()
        .filter(process -> process.name().equals(server))
        .map(ServerProcess::expectedDigest)
        .collect(Collectors.joining());
  }

  private static List<MetaGroup> metaGroups(SystemRequests requests) throws InterruptedException {
    return requests.jetStream(THREE).values().stream()
        .map(JetStreamView::metaGroup)
        .filter(Objects::nonNull)
        .toList();
  }

  private static Jwt claims(Nkey account, Instant at) {
    return AccountClaims.of(account.publicKey(), "NEW").sign(SERVERS.trust().signing(), at);
  }

  private static Connection connect() throws Exception {
    List<String> urls = List.copyOf(SERVERS.urls().values());
    return CONNECTIONS.connect(
        ConnectionSettings.to(urls, "test").as(() -> SERVERS.trust().system().user("test")));
  }
}
