// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.ReplicaSurvey;
import dev.flotilla.nats.replica.SeenReplicas;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerHealth;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.ServerProcess;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.JetStreamManagement;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvacuationIT {
  private static final int STREAMS = 10;
  private static final int CLIENTS = 60;
  private static final Gathering THREE = new Gathering(3, Duration.ofSeconds(3));

  /** Three times what it takes; with all its clients a server takes twenty seconds. */
  private static final Duration LAME_DUCK = Duration.ofSeconds(12);

  private final NatsConnections connections = new NatsConnections();

  @AfterEach
  void close() {
    connections.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.11.17", "2.12.15", "2.14.9", "2.15.3"})
  void everyLeaderOfEveryAccountMoves(String version) throws Exception {
    try (NatsServers servers = started(version);
        Connection system = connect(servers, servers.trust().system().user("agent"), 0)) {
      create(servers, servers.trust().app().user("app"));
      create(servers, servers.trust().probe().user("probe"));
      ReplicaSurvey survey = new ReplicaSurvey(new SystemRequests(system));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(survey.replicas(THREE).leaders()).hasSize(4 * STREAMS + 1));
      String busiest = busiest(survey.replicas(THREE));

      LeaderMoves.Outcome outcome = moves(system).awayFrom(busiest, Duration.ofSeconds(10));

      assertThat(outcome.left()).isEmpty();
      assertThat(outcome.moved()).isPositive();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> {
                SeenReplicas after = survey.replicas(THREE);
                assertThat(after.leaders()).hasSize(4 * STREAMS + 1);
                assertThat(after.ledBy(busiest)).isSubsetOf(Asset.META);
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.11.17", "2.12.15", "2.14.9", "2.15.3"})
  void clientsAreElsewhereWhenTheServerGoes(String version) throws Exception {
    try (NatsServers servers = started(version);
        Connection system = connect(servers, servers.trust().system().user("agent"), 0)) {
      ServerProcess leaving = servers.servers().get(2);
      List<Connection> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(client(servers, servers.trust().app().user("client")));
      }
      assertThat(names(clients)).containsExactly("test-2");

      ClientMoves.Outcome outcome =
          new ClientMoves(system).awayFrom("test-2", Duration.ofSeconds(5));

      assertThat(outcome.before()).isEqualTo(CLIENTS);
      assertThat(outcome.left()).isLessThan(CLIENTS / 10);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(names(clients)).doesNotContain("test-2"));
      long before = System.nanoTime();
      leaving.retire();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(LAME_DUCK);
      for (Connection client : clients) {
        client.close();
      }
    }
  }

  private NatsServers started(String version) throws InterruptedException {
    Optional<Path> binary = ServerBinary.ofVersion(version);
    assumeTrue(binary.isPresent(), "no nats-server " + version);
    NatsServers servers = NatsServers.withJetStream(3).of(binary.get());
    servers.start();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (Connection app = connect(servers, servers.trust().app().user("app"), 0)) {
                assertThat(app.jetStreamManagement().getStreamNames()).isEmpty();
              }
              try (Connection app = connect(servers, servers.trust().system().user("app"), 0)) {
                assertThat(new SystemRequests(app).health(THREE).values())
                    .hasSize(3)
                    .allMatch(ServerHealth::healthy);
              }
            });
    return servers;
  }

  private void create(NatsServers servers, Credentials user) throws Exception {
    try (Connection connection = connect(servers, user, 0)) {
      JetStreamManagement management = connection.jetStreamManagement();
      for (int i = 0; i < STREAMS; i++) {
        StreamConfiguration stream =
            StreamConfiguration.builder().name("S" + i).subjects("s" + i).replicas(3).build();
        // A server loads an account when it is first used.
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() -> management.addStream(stream) != null);
        management.addOrUpdateConsumer(
            "S" + i, ConsumerConfiguration.builder().durable("D").build());
        connection.jetStream().publish("s" + i, new byte[10]);
      }
    }
  }

  private static String busiest(SeenReplicas seen) {
    return seen.servers().keySet().stream()
        .max(Comparator.comparingInt(name -> seen.ledBy(name).size()))
        .orElseThrow();
  }

  private static LeaderMoves moves(Connection system) {
    return new LeaderMoves(system, new SystemRequests(system), 3);
  }

  /** As applications have it: it knows all servers. */
  private static Connection client(NatsServers servers, Credentials user) throws Exception {
    List<String> urls = new ArrayList<>(servers.urls().values());
    Collections.reverse(urls);
    return Nats.connect(
        Options.builder()
            .servers(urls.toArray(String[]::new))
            .noRandomize()
            .authHandler(Nats.staticCredentials(user.text().getBytes(UTF_8)))
            .maxReconnects(-1)
            .errorListener(new ErrorListener() {})
            .build());
  }

  private static Set<String> names(List<Connection> clients) {
    Set<String> names = new HashSet<>();
    clients.forEach(client -> names.add(client.getServerInfo().getServerName()));
    return names;
  }

  /** First to that server, later to whichever. */
  private Connection connect(NatsServers servers, Credentials user, int first) throws Exception {
    List<String> urls = List.of(servers.servers().get(first).url());
    return connections.connect(ConnectionSettings.to(urls, "test").as(() -> user));
  }
}
