// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.TestTrust;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.ObjectStoreConfiguration;
import io.nats.client.api.StreamConfiguration;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The permissions of NACK's user on a real server. */
class NackUserIT {
  private static final Duration LONG = Duration.ofSeconds(10);

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withJetStream(1);

  private static final NatsConnections CONNECTIONS = new NatsConnections();
  private static Connection nack;

  @BeforeAll
  static void connect() throws Exception {
    nack =
        CONNECTIONS.connect(
            ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "nack")
                .as(NackUserIT::credentials)
                .once());
  }

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void itCreatesAndDeletesStreams() throws Exception {
    JetStreamManagement streams = nack.jetStreamManagement();
    StreamConfiguration orders =
        StreamConfiguration.builder().name("ORDERS").subjects("orders.>").build();
    streams.addStream(orders);
    streams.updateStream(StreamConfiguration.builder(orders).maxMessages(10).build());
    streams.addOrUpdateConsumer("ORDERS", ConsumerConfiguration.builder().durable("C").build());
    nack.keyValueManagement().create(KeyValueConfiguration.builder("BUCKET").build());
    nack.objectStoreManagement().create(ObjectStoreConfiguration.builder("OBJECTS").build());

    assertThat(streams.getStreamNames()).containsExactly("KV_BUCKET", "OBJ_OBJECTS", "ORDERS");
    assertThat(streams.getStreamInfo("ORDERS").getConfiguration().getMaxMsgs()).isEqualTo(10);
    assertThat(streams.deleteConsumer("ORDERS", "C")).isTrue();
    assertThat(streams.deleteStream("ORDERS")).isTrue();
  }

  @Test
  void itNeitherPublishesNorListens() throws Exception {
    nack.publish("shipments.new", "x".getBytes(UTF_8));
    nack.flush(LONG);
    assertThat(nack.getLastError())
        .contains("Permissions Violation for Publish to \"shipments.new\"");

    nack.createDispatcher(_ -> {}).subscribe("payments.>");
    nack.flush(LONG);
    assertThat(nack.getLastError())
        .contains("Permissions Violation for Subscription to \"payments.>\"");
  }

  private static Credentials credentials() {
    TestTrust.Account app = SERVERS.trust().app();
    Nkey user = new Nkeys(new SecureRandom()).user();
    UserClaims claims =
        UserClaims.of(
            user.publicKey(),
            DataPlaneUser.NACK.title(),
            app.key().publicKey(),
            DataPlaneUser.NACK.permissions());
    return new Credentials(claims.sign(app.signing(), Instant.now()), user);
  }
}
