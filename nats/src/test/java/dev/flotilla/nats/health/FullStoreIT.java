// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static org.assertj.core.api.Assertions.assertThat;

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

/**
 * Servers whose streams fill the file store do not keep their copies current any more; a larger
 * store, one server after the other, makes them healthy, and nothing is lost.
 */
class FullStoreIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MESSAGE = 256 * 1024;

  @RegisterExtension
  static final NatsServers SERVERS = NatsServers.withJetStream(3).storing("32Mi");

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void isNamedAndHealedByALargerOneServerByServer() throws Exception {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(check()).isEqualTo(new Healthy()));

    long acknowledged = fill();

    Awaitility.await("streams are not kept current where they do not fit")
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(reason()).isEqualTo(Reason.ASSET_UNHEALTHY));
    assertThat(((Unhealthy) check()).sentence())
        .contains("The file store is full", "test-0 32 of 32 MiB", "test-2 32 of 32 MiB");
    for (int ordinal = 2; ordinal >= 0; ordinal--) {
      SERVERS.restart(ordinal, "100Mi");
      Awaitility.await("a meta leader")
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(reason()).isNotEqualTo(Reason.NO_META_LEADER));
    }
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(check()).isEqualTo(new Healthy()));
    assertThat(stored()).as("messages that were acknowledged").isEqualTo(acknowledged);
  }

  private static Object reason() throws InterruptedException {
    return check() instanceof Unhealthy(var reason, _) ? reason : "healthy";
  }

  private static long stored() throws Exception {
    try (Connection connection = connect()) {
      return connection.jetStreamManagement().getStreamInfo("FULL").getStreamState().getMsgCount();
    }
  }

  private static long fill() throws Exception {
    try (Connection connection = connect()) {
      connection
          .jetStreamManagement()
          .addStream(
              StreamConfiguration.builder().name("FULL").subjects("full").replicas(3).build());
      for (long acknowledged = 0; ; acknowledged++) {
        try {
          connection.jetStream().publish("full", new byte[MESSAGE]);
        } catch (JetStreamApiException refused) {
          return acknowledged;
        }
      }
    }
  }

  private static Connection connect() throws Exception {
    return CONNECTIONS.connect(
        ConnectionSettings.to(List.copyOf(SERVERS.urls().values()), "filler")
            .as(() -> SERVERS.trust().probe().user("filler")));
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
