// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.testing.ExpectedServers;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerProcess;
import dev.flotilla.nats.testing.TestTrust;
import io.nats.client.Connection;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HealthCheckIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @RegisterExtension static final NatsServers STREAMING = NatsServers.withJetStream(3);
  @RegisterExtension static final NatsServers PLAIN = NatsServers.withoutJetStream(3);
  @RegisterExtension static final NatsServers ALONE = NatsServers.withJetStream(1);

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @BeforeAll
  static void settle() {
    for (NatsServers servers : List.of(STREAMING, PLAIN, ALONE)) {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(check(servers)).isEqualTo(new Healthy()));
    }
  }

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void probeLeavesNothingBehind() throws Exception {
    assertThat(check(STREAMING)).isEqualTo(new Healthy());
    try (Connection probe = connect(STREAMING)) {
      assertThat(probe.jetStreamManagement().getStreamNames()).isEmpty();
    }
  }

  @Test
  void streamOfACrashedProbeIsRemovedOnceItIsOld() throws Exception {
    try (Connection connection = connect(STREAMING)) {
      StreamConfiguration old =
          StreamConfiguration.builder()
              .name("FLOTILLA_PROBE_old")
              .subjects("flotilla.probe.FLOTILLA_PROBE_old")
              .build();
      connection.jetStreamManagement().addStream(old);
      StreamProbe patient =
          new StreamProbe(connection, HealthCheckIT::newId, Duration.ofMinutes(1));
      assertThat(patient.run(3, Deadline.in(DEADLINE))).isEqualTo(new Healthy());
      assertThat(connection.jetStreamManagement().getStreamNames())
          .containsExactly("FLOTILLA_PROBE_old");

      StreamProbe eager = new StreamProbe(connection, HealthCheckIT::newId, Duration.ofSeconds(1));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () -> {
                assertThat(eager.run(3, Deadline.in(DEADLINE))).isEqualTo(new Healthy());
                assertThat(connection.jetStreamManagement().getStreamNames()).isEmpty();
              });
    }
  }

  @Test
  void probeThatCannotStoreSaysSo() throws Exception {
    try (Connection connection = connect(PLAIN)) {
      StreamProbe probe = new StreamProbe(connection, HealthCheckIT::newId, Duration.ofMinutes(1));
      assertThat(probe.run(3, Deadline.in(Duration.ofSeconds(2))))
          .isInstanceOfSatisfying(
              Unhealthy.class,
              unhealthy -> assertThat(unhealthy.reason()).isEqualTo(Reason.PROBE_FAILED));
    }
  }

  @Test
  void everyPairOfServersIsTriedWithoutJetStream() throws Exception {
    assertThat(check(PLAIN)).isEqualTo(new Healthy());
  }

  @Test
  void clusterThatShouldStoreButDoesNotIsUnhealthy() throws Exception {
    Health health = check(PLAIN, expected(PLAIN, true), DEADLINE);
    assertThat(health)
        .isInstanceOfSatisfying(
            Unhealthy.class,
            unhealthy -> assertThat(unhealthy.reason()).isEqualTo(Reason.JETSTREAM_DIFFERS));
  }

  @Test
  void deadServerIsNamed() throws Exception {
    ServerProcess victim = STREAMING.servers().get(2);
    victim.kill();
    try {
      Health health = check(STREAMING);
      assertThat(health)
          .isInstanceOfSatisfying(
              Unhealthy.class,
              unhealthy -> {
                assertThat(unhealthy.reason()).isEqualTo(Reason.SERVERS_MISSING);
                assertThat(unhealthy.sentence()).contains("test-2");
              });
    } finally {
      victim.start();
      settle();
    }
  }

  @Test
  void glanceSeesALostQuorumWithoutAProbe() throws Exception {
    assertThat(glance(STREAMING)).isEqualTo(new Healthy());
    List<ServerProcess> victims = STREAMING.servers().subList(1, 3);
    victims.forEach(ServerProcess::kill);
    try {
      assertThat(glance(STREAMING)).isInstanceOf(Unhealthy.class);
    } finally {
      for (ServerProcess victim : victims) {
        victim.start();
      }
      settle();
    }
  }

  @Test
  void stoppedClusterIsUnreachable() throws Exception {
    Map<String, String> nowhere = new TreeMap<>();
    nowhere.put("test-0", "nats://127.0.0.1:1");
    HealthTarget target =
        new HealthTarget(
            nowhere,
            () -> ALONE.trust().system().user("check"),
            () -> ALONE.trust().probe().user("check"));
    Health health =
        new HealthCheck(CONNECTIONS, HealthCheckIT::newId)
            .check(target, expected(ALONE, true), DEADLINE);
    assertThat(health)
        .isInstanceOfSatisfying(
            Unhealthy.class,
            unhealthy -> assertThat(unhealthy.reason()).isEqualTo(Reason.UNREACHABLE));
  }

  private static Health glance(NatsServers servers) throws InterruptedException {
    HealthTarget target =
        new HealthTarget(
            servers.urls(),
            () -> servers.trust().system().user("check"),
            () -> {
              throw new AssertionError("a glance probes nothing");
            });
    return new HealthCheck(CONNECTIONS, HealthCheckIT::newId)
        .glance(target, expected(servers, true), DEADLINE);
  }

  private static Health check(NatsServers servers) throws InterruptedException {
    return check(servers, expected(servers, servers != PLAIN), DEADLINE);
  }

  private static Health check(NatsServers servers, Expected expected, Duration deadline)
      throws InterruptedException {
    TestTrust trust = servers.trust();
    HealthTarget target =
        new HealthTarget(
            servers.urls(), () -> trust.system().user("check"), () -> trust.probe().user("check"));
    return new HealthCheck(CONNECTIONS, HealthCheckIT::newId).check(target, expected, deadline);
  }

  private static Expected expected(NatsServers servers, boolean jetStream) {
    return new Expected(
        ExpectedServers.alike(NatsServers.NAME, servers.servers().size(), Expected.Server.ANY),
        jetStream);
  }

  private static Connection connect(NatsServers servers) throws Exception {
    List<String> urls = List.copyOf(servers.urls().values());
    return CONNECTIONS.connect(
        ConnectionSettings.to(urls, "test").as(() -> servers.trust().probe().user("test")));
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
