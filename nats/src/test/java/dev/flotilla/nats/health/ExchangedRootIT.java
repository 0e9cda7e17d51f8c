// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.SelfSigned;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What it costs to exchange the root of three servers without overlap, one server after the other:
 * an interruption, and no message.
 */
class ExchangedRootIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withTls(3);

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @TempDir Path folder;

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void losesNoAcknowledgedMessage() throws Exception {
    SelfSigned before = SERVERS.certificate();
    SelfSigned after = SelfSigned.create(folder, NatsServers.CERTIFIED);
    Awaitility.await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> create(before));
    publish(before, 0, 100);

    SERVERS.restart(2, after);
    Awaitility.await("the old servers have a majority")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> publish(before, 1, 100));
    assertThatThrownBy(() -> publish(after, 2, 1))
        .as("a new server alone")
        .isInstanceOfAny(IOException.class, JetStreamApiException.class);

    SERVERS.restart(1, after);
    Awaitility.await("the new servers have a majority")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> publish(after, 1, 100));
    SERVERS.restart(0, after);

    Awaitility.await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(stored(after)).isGreaterThanOrEqualTo(300));
  }

  private static void create(SelfSigned certificate) throws Exception {
    try (Connection connection = connect(certificate, 0)) {
      connection
          .jetStreamManagement()
          .addStream(
              StreamConfiguration.builder().name("KEPT").subjects("kept").replicas(3).build());
    }
  }

  private static void publish(SelfSigned certificate, int server, int messages) throws Exception {
    try (Connection connection = connect(certificate, server)) {
      for (int message = 0; message < messages; message++) {
        var _ = connection.jetStream().publish("kept", new byte[100]);
      }
    }
  }

  private static long stored(SelfSigned certificate) throws Exception {
    try (Connection connection = connect(certificate, 0)) {
      return connection.jetStreamManagement().getStreamInfo("KEPT").getStreamState().getMsgCount();
    }
  }

  private static Connection connect(SelfSigned certificate, int server) throws Exception {
    SSLContext context =
        new ClientTls(
                List.of(certificate.certificate()),
                Optional.of(
                    new ClientTls.Identity(certificate.key(), List.of(certificate.certificate()))))
            .context(NatsServers.CERTIFIED);
    return CONNECTIONS.connect(
        ConnectionSettings.to(List.of(SERVERS.servers().get(server).url()), "test")
            .overTls(Optional.of(context))
            .once()
            .as(() -> SERVERS.trust().probe().user("test")));
  }
}
