// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerProcess;
import dev.flotilla.nats.testing.TestTrust;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What servers report of their disks, and of members of their meta group that are gone. */
class StoreSurveyIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration REQUEST = Duration.ofSeconds(2);
  private static final int BODY = 64 * 1024;

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(3);

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void seesStoredBytesLimitsAndAMemberThatIsGone() throws Exception {
    store();
    try (Connection system = system()) {
      await().atMost(LIMIT).until(() -> look(system, 3).stream().allMatch(StoreSurveyIT::hasAll));
      assertThat(look(system, 3))
          .extracting(ServerStore::server)
          .containsExactly("test-0", "test-1", "test-2");
      assertThat(look(system, 3)).allMatch(store -> store.limitBytes() > store.usedBytes());
      assertThatThrownBy(() -> look(system, 4))
          .isInstanceOf(IOException.class)
          .hasMessage("only 3 of 4 servers report what they store");
    }

    SERVERS.servers().get(2).kill();
    try (Connection system = system()) {
      await().atMost(LIMIT).until(() -> members(system).contains("test-2"));
    }
    SERVERS.servers().subList(0, 2).forEach(ServerProcess::kill);
    SERVERS.servers().subList(0, 2).forEach(ServerProcess::start);

    try (Connection system = system()) {
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  members(system).stream()
                      .anyMatch(name -> name.startsWith("Server name unknown")));
    }
  }

  private static boolean hasAll(ServerStore store) {
    return store.usedBytes() >= BODY && !store.metaPeers().isEmpty();
  }

  /** Members by the word of all servers that are left. */
  private static Set<String> members(Connection system) throws Exception {
    return look(system, 2).stream()
        .flatMap(store -> store.metaPeers().stream())
        .collect(Collectors.toSet());
  }

  private static List<ServerStore> look(Connection system, int servers) throws Exception {
    return new StoreSurvey(new SystemRequests(system)).look(new Gathering(servers, REQUEST));
  }

  private static void store() throws Exception {
    try (Connection app = connect(SERVERS.trust().app())) {
      await()
          .atMost(LIMIT)
          .ignoreExceptions()
          .until(
              () ->
                  app.jetStreamManagement()
                          .addStream(
                              StreamConfiguration.builder()
                                  .name("STORED")
                                  .subjects("stored")
                                  .replicas(3)
                                  .build())
                      != null);
      app.jetStream().publish("stored", new byte[BODY]);
    }
  }

  private static Connection system() throws Exception {
    return connect(SERVERS.trust().system());
  }

  private static Connection connect(TestTrust.Account account) throws Exception {
    return CONNECTIONS.connect(
        ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "test")
            .as(() -> account.user("test")));
  }
}
