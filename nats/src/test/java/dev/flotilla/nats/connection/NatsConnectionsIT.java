// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.SelfSigned;
import dev.flotilla.nats.testing.ServerProcess;
import dev.flotilla.nats.testing.TestTrust;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class NatsConnectionsIT {
  private static final Duration SECONDS = Duration.ofSeconds(5);

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(1);

  @TempDir Path folder;
  private final NatsConnections connections = new NatsConnections();

  @AfterEach
  void close() {
    connections.close();
  }

  @Test
  void closingOneConnectionLeavesTheSharedThreadsToTheNext() throws Exception {
    Credentials app = SERVERS.trust().app().user("app");
    for (int round = 0; round < 3; round++) {
      try (Connection connection = connections.connect(settings().as(() -> app))) {
        assertThat(echo(connection)).isEqualTo("ping");
      }
    }
  }

  @Test
  void reconnectTakesTheNewestCredentials() throws Exception {
    AtomicReference<Credentials> newest = new AtomicReference<>(SERVERS.trust().app().user("old"));
    AtomicInteger asked = new AtomicInteger();
    ConnectionSettings settings =
        settings()
            .as(
                () -> {
                  asked.incrementAndGet();
                  return newest.get();
                });
    try (Connection connection = connections.connect(settings)) {
      newest.set(SERVERS.trust().app().user("new"));
      int before = asked.get();
      ServerProcess server = SERVERS.servers().getFirst();
      server.kill();
      server.start();
      Awaitility.await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> asked.get() > before && connection.getStatus() == Connection.Status.CONNECTED);
      assertThat(echo(connection)).isEqualTo("ping");
    }
  }

  @Test
  void wrongCredentialsAreRefused() {
    Credentials stranger = TestTrust.create().app().user("stranger");
    assertThatThrownBy(() -> connections.connect(settings().as(() -> stranger).once()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void mutualTlsFirstOverTcpAndWebSocket() throws Exception {
    SelfSigned server = SelfSigned.create(folder, "server");
    SelfSigned client = SelfSigned.create(folder, "client");
    SSLContext context =
        new ClientTls(
                List.of(server.certificate()),
                Optional.of(new ClientTls.Identity(client.key(), List.of(client.certificate()))))
            .context();
    SSLContext anonymous = new ClientTls(List.of(server.certificate()), Optional.empty()).context();
    try (TlsServer running = TlsServer.start(folder, server, client)) {
      for (String url : List.of(running.tcpUrl(), running.webSocketUrl())) {
        ConnectionSettings settings = ConnectionSettings.to(List.of(url), "tls").once();
        try (Connection connection = connections.connect(settings.overTlsFirst(context))) {
          assertThat(echo(connection)).isEqualTo("ping");
        }
        assertThatThrownBy(() -> connections.connect(settings.overTlsFirst(anonymous)))
            .isInstanceOf(IOException.class);
      }
    }
  }

  private static String echo(Connection connection) throws Exception {
    Subscription subscription = connection.subscribe("echo");
    connection.publish("echo", "ping".getBytes(UTF_8));
    Message message = subscription.nextMessage(SECONDS);
    assertThat(message).isNotNull();
    return new String(message.getData(), UTF_8);
  }

  private static ConnectionSettings settings() {
    return ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "test");
  }
}
