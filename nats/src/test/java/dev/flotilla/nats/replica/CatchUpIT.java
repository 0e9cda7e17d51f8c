// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerHealth;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerBinary;
import dev.flotilla.nats.testing.ServerProcess;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers that call themselves healthy while they are far behind, or have stopped. */
class CatchUpIT {
  private static final Set<String> NAMES = Set.of("test-0", "test-1", "test-2");
  private static final Gathering THREE = new Gathering(3, Duration.ofSeconds(1));
  private static final int MESSAGES = 20_000;
  private static final int SIZE = 8 * 1024;

  /** Its servers call themselves healthy before they begin to catch up; 2.15.3 does not. */
  private static final Optional<Path> DECEIVING = ServerBinary.ofVersion("2.14.9");

  @RegisterExtension
  static final NatsServers SERVERS =
      NatsServers.withJetStream(3).of(DECEIVING.orElseGet(ServerBinary::any));

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @BeforeEach
  void settle() throws Exception {
    try (Connection system = system(0)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(new SystemRequests(system).health(THREE).values())
                    .hasSize(3)
                    .allMatch(ServerHealth::healthy);
                assertThat(marks(system)).containsKey(Asset.META);
              });
    }
  }

  @Test
  void theGateOpensOnlyOnceAServerHasWhatTheLeaderHad() throws Exception {
    Asset stream = stream("BEHIND", 1);
    ServerProcess follower = follower(stream);
    follower.kill();
    fill("BEHIND", MESSAGES);
    int other = follower.name().equals("test-0") ? 1 : 0;
    try (Connection system = system(other)) {
      Map<Asset, Long> marks = marks(system);
      assertThat(marks).containsEntry(stream, (long) MESSAGES + 1);
      assertThat(look(system, marks).complete()).isFalse();
      follower.start();

      SeenReplicas opened =
          Awaitility.await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(20))
              .until(() -> survey(system), seen -> CatchUp.of(marks, NAMES, seen).complete());
      assertThat(opened.of(follower.name(), stream).orElseThrow().position())
          .isGreaterThanOrEqualTo(MESSAGES + 1);
    }
  }

  @Test
  void aServerThatHasStoppedKeepsTheGateClosedAlthoughItsLeaderCallsItCurrent() throws Exception {
    Asset stream = stream("FROZEN", 100);
    ServerProcess follower = follower(stream);
    int other = follower.name().equals("test-0") ? 1 : 0;
    try (Connection system = system(other)) {
      Map<Asset, Long> marks = marks(system);
      assertThat(look(system, marks).complete()).isTrue();
      follower.freeze();
      try {
        CatchUp seen = look(system, marks);

        assertThat(seen.complete()).isFalse();
        assertThat(seen.gaps()).allMatch(gap -> gap.server().equals(follower.name()));
        assertThat(new SystemRequests(system).health(THREE).values())
            .as("the others notice nothing")
            .hasSize(2)
            .allMatch(ServerHealth::healthy);
      } finally {
        follower.thaw();
      }
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(look(system, marks).complete()).isTrue());
    }
  }

  @Test
  void aStreamThatWasDeletedIsToldFromOneThatIsServed() throws Exception {
    Asset stream = stream("FOUND", 1);
    try (Connection system = system(0);
        Connection app = app()) {
      StreamLookup streams = new StreamLookup(system);
      assertThat(streams.find(stream)).isEqualTo(new StreamLookup.Found.Served());

      app.jetStreamManagement().deleteStream("FOUND");

      assertThat(streams.find(stream)).isEqualTo(new StreamLookup.Found.Deleted());
    }
  }

  @Test
  void everyServerHasRoutesToAllOthers() throws Exception {
    try (Connection system = system(0)) {
      Map<String, Set<String>> routes = new ReplicaSurvey(new SystemRequests(system)).routes(THREE);
      assertThat(Routes.missing(NAMES, routes)).isEmpty();
    }
  }

  private static Asset stream(String name, int messages) throws Exception {
    try (Connection app = app()) {
      app.jetStreamManagement()
          .addStream(StreamConfiguration.builder().name(name).subjects(name).replicas(3).build());
    }
    fill(name, messages);
    return new Asset(SERVERS.trust().app().key().publicKey(), "APP", name, "");
  }

  private static void fill(String name, int messages) throws Exception {
    byte[] body = new byte[SIZE];
    try (Connection app = app()) {
      List<CompletableFuture<?>> acks = new ArrayList<>();
      for (int i = 0; i < messages; i++) {
        acks.add(app.jetStream().publishAsync(name, body));
        if (acks.size() == 500) {
          CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).get();
          acks.clear();
        }
      }
      CompletableFuture.allOf(acks.toArray(CompletableFuture[]::new)).get();
    }
  }

  private static ServerProcess follower(Asset stream) throws Exception {
    try (Connection system = system(0)) {
      SeenReplicas seen = survey(system);
      String leader = seen.leading(stream).orElseThrow().server();
      String meta = seen.leading(Asset.META).orElseThrow().server();
      return SERVERS.servers().stream()
          .filter(server -> !server.name().equals(leader) && !server.name().equals(meta))
          .findFirst()
          .orElseThrow();
    }
  }

  private static CatchUp look(Connection system, Map<Asset, Long> marks)
      throws InterruptedException {
    return CatchUp.of(marks, NAMES, survey(system));
  }

  private static Map<Asset, Long> marks(Connection system) throws InterruptedException {
    return survey(system).leaders();
  }

  private static SeenReplicas survey(Connection system) throws InterruptedException {
    return new ReplicaSurvey(new SystemRequests(system)).replicas(THREE);
  }

  private static Connection system(int server) throws Exception {
    List<String> urls = List.of(SERVERS.servers().get(server).url());
    return CONNECTIONS.connect(
        ConnectionSettings.to(urls, "agent").as(() -> SERVERS.trust().system().user("agent")));
  }

  private static Connection app() throws Exception {
    List<String> urls = List.copyOf(SERVERS.urls().values());
    return CONNECTIONS.connect(
        ConnectionSettings.to(urls, "app").as(() -> SERVERS.trust().app().user("app")));
  }
}
