// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import dev.flotilla.nats.testing.ExpectedServers;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.SelfSigned;
import dev.flotilla.nats.testing.TestTrust;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers with TLS on all client ports, and routes on which each server presents its certificate.
 */
class TlsHealthIT {
  private static final Duration DEADLINE = Duration.ofSeconds(10);

  @RegisterExtension static final NatsServers SERVERS = NatsServers.withTls(3);

  private static final NatsConnections CONNECTIONS = new NatsConnections();

  @BeforeAll
  static void settle() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(check(shown(NatsServers.CERTIFIED))).isEqualTo(new Healthy()));
  }

  @AfterAll
  static void close() {
    CONNECTIONS.close();
  }

  @Test
  void theServersReportTheDigestThatWasPredicted() throws Exception {
    Map<String, Expected.Server> servers = new TreeMap<>();
    SERVERS
        .servers()
        .forEach(
            server ->
                servers.put(
                    server.name(),
                    new Expected.Server(Optional.empty(), Optional.of(server.expectedDigest()))));

    assertThat(check(shown(NatsServers.CERTIFIED), new Expected(servers, true)))
        .isEqualTo(new Healthy());
  }

  @Test
  void plainTextIsRefused() throws Exception {
    assertUnreachable(check(Optional.empty()));
  }

  @Test
  void clientWithoutACertificateIsRefused() throws Exception {
    ClientTls anonymous =
        new ClientTls(List.of(SERVERS.certificate().certificate()), Optional.empty());
    assertUnreachable(check(Optional.of(anonymous.context(NatsServers.CERTIFIED))));
  }

  @Test
  void certificateOfOtherServersIsRefused() throws Exception {
    assertUnreachable(check(shown("other.nats.svc")));
  }

  @Test
  void certificateOfAnotherAuthorityIsRefused(@TempDir Path folder) throws Exception {
    SelfSigned stranger = SelfSigned.create(folder, NatsServers.CERTIFIED);
    ClientTls deceived = new ClientTls(List.of(stranger.certificate()), identity());
    assertUnreachable(check(Optional.of(deceived.context(NatsServers.CERTIFIED))));
  }

  private static void assertUnreachable(Health health) {
    assertThat(health)
        .isInstanceOfSatisfying(
            Unhealthy.class,
            unhealthy -> assertThat(unhealthy.reason()).isEqualTo(Reason.UNREACHABLE));
  }

  private static Optional<SSLContext> shown(String name) throws GeneralSecurityException {
    return Optional.of(
        new ClientTls(List.of(SERVERS.certificate().certificate()), identity()).context(name));
  }

  private static Optional<ClientTls.Identity> identity() {
    SelfSigned own = SERVERS.certificate();
    return Optional.of(new ClientTls.Identity(own.key(), List.of(own.certificate())));
  }

  private static Health check(Optional<SSLContext> tls) throws InterruptedException {
    return check(
        tls, new Expected(ExpectedServers.alike(NatsServers.NAME, 3, Expected.Server.ANY), true));
  }

  private static Health check(Optional<SSLContext> tls, Expected expected)
      throws InterruptedException {
    TestTrust trust = SERVERS.trust();
    HealthTarget target =
        new HealthTarget(
            SERVERS.urls(),
            () -> trust.system().user("check"),
            () -> trust.probe().user("check"),
            tls);
    return new HealthCheck(CONNECTIONS, () -> UUID.randomUUID().toString().replace("-", ""))
        .check(target, expected, DEADLINE);
  }
}
