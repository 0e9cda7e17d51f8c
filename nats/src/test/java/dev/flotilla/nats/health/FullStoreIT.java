// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.testing.ExpectedServers;
import dev.flotilla.nats.testing.NatsServers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Servers whose streams fill the file store serve what they have, and store nothing more. */
class FullStoreIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int MESSAGE = 256 * 1024;

  @RegisterExtension
  static final NatsServers SERVERS = NatsServers.withJetStream(3).storing("32Mi");

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void isNamedAndTheOnlyProblem() throws Exception {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(check()).isEqualTo(new Healthy()));

    fill();

    assertThat(check())
        .isInstanceOfSatisfying(
            Unhealthy.class,
            unhealthy -> {
              assertThat(unhealthy.reason()).isEqualTo(Reason.STORE_FULL);
              assertThat(unhealthy.sentence()).contains("test-0", "test-1", "test-2", "32 MiB");
            });
    assertThat(checker().glance(target(), expected(), DEADLINE)).isEqualTo(new Healthy());
    assertThat(checker().outlook(target(), expected(), DEADLINE)).isInstanceOf(Unhealthy.class);
  }

  private static void fill() throws Exception {
    try (Connection connection =
        CONNECTIONS.connect(
            ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "filler")
                .as(() -> SERVERS.trust().probe().user("filler")))) {
      connection
          .jetStreamManagement()
          .addStream(
              StreamConfiguration.builder().name("FULL").subjects("full").replicas(3).build());
      assertThatThrownBy(
              () -> {
                while (true) {
                  connection.jetStream().publish("full", new byte[MESSAGE]);
                }
              })
          .isInstanceOf(JetStreamApiException.class);
    }
  }

  private static Health check() throws InterruptedException {
    return checker().check(target(), expected(), DEADLINE);
  }

  private static HealthTarget target() {
    return new HealthTarget(
        SERVERS.urls(),
        () -> SERVERS.trust().system().user("check"),
        () -> SERVERS.trust().probe().user("check"));
  }

  private static Expected expected() {
    return new Expected(ExpectedServers.alike(NatsServers.NAME, 3, Expected.Server.ANY), true);
  }

  private static HealthCheck checker() {
    return new HealthCheck(CONNECTIONS, () -> UUID.randomUUID().toString().replace("-", ""));
  }
}
