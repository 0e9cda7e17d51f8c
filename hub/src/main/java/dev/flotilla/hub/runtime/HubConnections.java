// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.IssuedKey;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.keys.NatsTrust;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import io.nats.client.Connection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * The hub's own connections: one to the account that owns the streams, one to the system account. Its users and its client certificate
 * are made at each start, live in memory only, and end with the process.
 *
 * @param hub over the hub's account
 * @param system over the system account
 * @param pool what both share
 */
record HubConnections(Connection hub, Connection system, NatsConnections pool)
    implements AutoCloseable {
  /** Longer than any process lives: the key never leaves this process. */
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(5 * 365);

  /** A new user claim is made at each connect and reconnect. */
  private static final Duration USER_LIFE = Duration.ofDays(30);

  private static final Duration JITTER = Duration.ofMillis(500);

  /** Connects once. */
  static HubConnections open(HubKeys keys, String url, Clock clock, SecureRandom random)
      throws IOException, InterruptedException {
    SSLContext tls = tls(keys, clock, random);
    NatsConnections pool = new NatsConnections();
    ConnectionSettings base =
        ConnectionSettings.to(List.of(url), "flotilla-hub")
            .overTlsFirst(tls)
            .withReconnectJitter(JITTER);
    try {
      Connection hub =
          pool.connect(base.as(user("hub", keys.nats().hub(), clock, random)));
      Connection system =
          pool.connect(base.as(user("hub-system", keys.nats().system(), clock, random)));
      return new HubConnections(hub, system, pool);
    } catch (IOException | InterruptedException failed) {
      pool.close();
      throw failed;
    }
  }

  /** Whether both are connected at this moment. */
  boolean connected() {
    return hub.getStatus() == Connection.Status.CONNECTED
        && system.getStatus() == Connection.Status.CONNECTED;
  }

  @Override
  public void close() throws InterruptedException {
    hub.close();
    system.close();
    pool.close();
  }

  private static SSLContext tls(HubKeys keys, Clock clock, SecureRandom random)
      throws IOException {
    IssuedKey client =
        IssuedKey.create(
            keys.authority(),
            new CertificateOrder(
                "hub", List.of(), CertificateOrder.Purpose.CLIENT, CERTIFICATE_LIFE),
            clock.instant(),
            random);
    try {
      return new ClientTls(
              List.of(client.authority()),
              Optional.of(new ClientTls.Identity(client.key(), List.of(client.certificate()))))
          .context();
    } catch (GeneralSecurityException unusable) {
      throw new IOException("the hub's client certificate cannot be used", unusable);
    }
  }

  private static Supplier<Credentials> user(
      String name, NatsTrust.Account account, Clock clock, SecureRandom random) {
    Nkey user = new Nkeys(random).user();
    return () ->
        new Credentials(
            new UserClaims(
                    user.publicKey(),
                    name,
                    clock.instant().plus(USER_LIFE),
                    account.id(),
                    Optional.of(UserPermissions.ALL))
                .sign(account.signingKey(), clock.instant()),
            user);
  }
}
