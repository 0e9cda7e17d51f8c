// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.testing.NatsServers;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a server reports of itself while it has lost the others. */
class IsolatedServerIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(3);

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void knowsNoMetaLeaderAndSaysSo() throws Exception {
    awaitLeader(0, true);

    SERVERS.servers().get(2).kill();
    Awaitility.await("two of three agree on a leader")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(leader(0)).isEqualTo(leader(1)).isPresent());
    SERVERS.servers().get(1).kill();

    awaitLeader(0, false);
    assertThat(view(0).orElseThrow().disabled()).isFalse();
    assertThat(view(0).orElseThrow().fileLimit()).isPresent();

    SERVERS.servers().get(1).start();
    awaitLeader(0, true);
  }

  private static void awaitLeader(int ordinal, boolean known) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(leader(ordinal).isPresent()).isEqualTo(known));
  }

  private static Optional<String> leader(int ordinal) throws Exception {
    return view(ordinal)
        .map(JetStreamView::metaGroup)
        .filter(MetaGroup::hasLeader)
        .map(group -> Objects.requireNonNull(group.leader()));
  }

  private static Optional<JetStreamView> view(int ordinal) throws Exception {
    var server = SERVERS.servers().get(ordinal);
    try (Connection connection =
        CONNECTIONS.connect(
            ConnectionSettings.to(List.of(server.url()), "test")
                .once()
                .as(() -> SERVERS.trust().system().user("test")))) {
      return Optional.ofNullable(
          new SystemRequests(connection)
              .ofServer(server.name())
              .jetStream(new Gathering(1, Duration.ofSeconds(3)))
              .get(server.name()));
    }
  }
}
