// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.IssuedKey;
import dev.flotilla.hub.keys.NatsTrust;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The hub's own connections: one to the account that owns the streams, one to the system account.
 * Its users and its client certificate are made at each start, live in memory only, and end with
 * the process.
 *
 * @param hub over the hub's account
 * @param system over the system account
 * @param pool what both share
 * @param tls how the hub proves itself to the nats-server
 */
record HubConnections(Connection hub, Connection system, NatsConnections pool, SSLContext tls)
    implements AutoCloseable {
  /** Longer than any process lives: the key never leaves this process. */
  private static final Duration CERTIFICATE_LIFE = Duration.ofDays(5 * 365);

  /** A new user claim is made at each connect and reconnect. */
  private static final Duration USER_LIFE = Duration.ofDays(30);

  private static final String STRANGER =
      "the nats-server rejects the hub's user: it is not in operator mode, or trusts the operator of another"
          + " fleet; 'prepare-external' and 'nats-config' write its configuration";

  private static final Duration JITTER = Duration.ofMillis(500);

  /** Connects once. */
  static HubConnections open(HubRuntimeContext context) throws IOException, InterruptedException {
    try {
      return connect(context);
    } catch (AuthenticationException refused) {
      throw new IOException(STRANGER, refused);
    }
  }

  private static HubConnections connect(HubRuntimeContext context)
      throws IOException, InterruptedException {
    SSLContext tls = tls(context);
    NatsConnections pool = new NatsConnections();
    ConnectionSettings base =
        ConnectionSettings.to(List.of(context.natsUrl()), "flotilla-hub")
            .overTlsFirst(tls)
            .withReconnectJitter(JITTER);
    @Nullable Connection hub = null;
    try {
      hub = pool.connect(base.as(user("hub", context.keys().nats().hub(), context)));
      Connection system =
          pool.connect(base.as(user("hub-system", context.keys().nats().system(), context)));
      return new HubConnections(hub, system, pool, tls);
    } catch (IOException | InterruptedException failed) {
      if (hub != null) {
        hub.close();
      }
      pool.close();
      throw failed;
    }
  }

  /** Whether both are connected at this moment. */
  boolean connected() {
    return hub.getStatus() == Connection.Status.CONNECTED
        && system.getStatus() == Connection.Status.CONNECTED;
  }

  /**
   * Whether one of them will never come back by itself: the client gives up for good when a server
   * refuses its user twice, as a server with a wrong configuration does.
   */
  boolean lost() {
    return hub.getStatus() == Connection.Status.CLOSED
        || system.getStatus() == Connection.Status.CLOSED;
  }

  @Override
  public void close() {
    close(hub);
    close(system);
    pool.close();
  }

  private static void close(Connection connection) {
    try {
      connection.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static SSLContext tls(HubRuntimeContext context) throws IOException {
    IssuedKey client =
        IssuedKey.create(
            context.keys().authority(),
            new CertificateOrder(
                "hub", List.of(), CertificateOrder.Purpose.CLIENT, CERTIFICATE_LIFE),
            context.clock().instant(),
            context.random());
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
      String name, NatsTrust.Account account, HubRuntimeContext context) {
    Nkey user = new Nkeys(context.random()).user();
    return () ->
        new Credentials(
            new UserClaims(
                    user.publicKey(),
                    name,
                    context.clock().instant().plus(USER_LIFE),
                    account.id(),
                    Optional.of(UserPermissions.ALL))
                .sign(account.signingKey(), context.clock().instant()),
            user);
  }
}
