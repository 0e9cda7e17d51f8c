// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.hub.certificate.CertificateAuthority;
import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.CertificateOrder.Purpose;
import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import io.nats.client.Connection;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who cannot show a good certificate and prove the key of the claims gets no connection. */
class ForeignCertificatesIT {
  private static final Duration DAY = Duration.ofDays(1);

  @RegisterExtension static final Fleet fleet = new Fleet();

  private static final NatsConnections pool = new NatsConnections();
  private static TestAgent other;

  @BeforeAll
  static void anotherAgent() {
    other = fleet.member("other");
  }

  @AfterAll
  static void stop() {
    other.close();
    pool.close();
  }

  static Stream<String> listeners() {
    return Stream.of(
        "tls://localhost:" + fleet.hub().natsPort(),
        "wss://localhost:" + fleet.hub().webSocketPort());
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void theAgentItselfIsLetIn(String url) throws Exception {
    try (Connection connection = connect(fleet.east().settings(url))) {
      assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void claimsOfAnotherAgentAreOfNoUseWithoutItsKey(String url) throws Exception {
    refused(
        fleet.east().settings(url).as(() -> new Credentials(other.claims(), fleet.east().nkey())));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void noCertificateIsRefused(String url) throws Exception {
    ClientTls none = new ClientTls(fleet.east().tls().trusted(), Optional.empty());

    refused(fleet.east().settings(url).overTlsFirst(none.context()));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void anExpiredCertificateIsRefused(String url) throws Exception {
    refused(
        with(url, issued(authority(), Purpose.CLIENT, Instant.now().minus(DAY.multipliedBy(2)))));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void aCertificateThatIsNotForClientsIsRefused(String url) throws Exception {
    refused(with(url, issued(authority(), Purpose.SERVER, Instant.now())));
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void aCertificateOfAnotherAuthorityIsRefused(String url) throws Exception {
    CertificateAuthority own = CertificateAuthority.create(Instant.now(), DAY, new SecureRandom());

    refused(with(url, issued(own, Purpose.CLIENT, Instant.now())));
  }

  // The positive control of the three above: the same way of issuing, with nothing wrong.
  @ParameterizedTest
  @MethodSource("listeners")
  void anotherGoodCertificateForTheSameKeyIsTaken(String url) throws Exception {
    try (Connection connection =
        connect(with(url, issued(authority(), Purpose.CLIENT, Instant.now())))) {
      assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED);
    }
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void tls12IsRefusedThoughTheCertificateIsGood(String url) throws Exception {
    assertThat(handshakes(url, "TLSv1.3")).isTrue();
    assertThat(handshakes(url, "TLSv1.2")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("listeners")
  void plainTextIsRefused(String url) throws Exception {
    String plain = url.replace("tls:", "nats:").replace("wss:", "ws:");

    refused(
        ConnectionSettings.to(List.of(plain), "plain")
            .as(() -> new Credentials(fleet.east().claims(), fleet.east().nkey())));
  }

  private static ConnectionSettings with(String url, X509Certificate certificate) throws Exception {
    return fleet.east().settings(url).overTlsFirst(fleet.east().tls(certificate).context());
  }

  private static X509Certificate issued(
      CertificateAuthority authority, Purpose purpose, Instant at) {
    return authority.issue(
        new CertificateOrder(fleet.east().id().value(), List.of(), purpose, DAY),
        fleet.east().tlsKey(),
        at,
        new SecureRandom());
  }

  private static CertificateAuthority authority() throws Exception {
    return HubKeys.open(new DirectoryKeyStore(fleet.hub().keys())).authority();
  }

  private static Connection connect(ConnectionSettings settings) throws Exception {
    return pool.connect(settings.once());
  }

  private static boolean handshakes(String url, String version) throws Exception {
    int port = URI.create(url).getPort();
    SSLSocketFactory factory = fleet.east().tls().context().getSocketFactory();
    try (SSLSocket socket =
        (SSLSocket) factory.createSocket(InetAddress.getLoopbackAddress(), port)) {
      socket.setEnabledProtocols(new String[] {version});
      socket.startHandshake();
      return true;
    } catch (SSLException refused) {
      return false;
    }
  }

  private static void refused(ConnectionSettings settings) {
    assertThatThrownBy(() -> connect(settings).close()).isNotNull();
  }
}
