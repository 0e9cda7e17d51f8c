// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.IssuedKey;
import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The account that owns every stream, as an owner of the hub's keys can use it: only the readers'
 * checks are in the way.
 */
public final class HubAccount implements AutoCloseable {
  private static final Duration LIFE = Duration.ofHours(1);

  private final NatsConnections pool = new NatsConnections();
  private final Connection connection;

  /** Connects with the keys of this folder to a server on this port of loopback. */
  public HubAccount(Path keys, int port) throws Exception {
    HubKeys opened = HubKeys.open(new DirectoryKeyStore(keys));
    Nkey user = new Nkeys(new SecureRandom()).user();
    connection =
        pool.connect(
            ConnectionSettings.to(List.of("tls://localhost:" + port), "with-the-hubs-keys")
                .as(() -> new Credentials(claims(opened, user), user))
                .overTlsFirst(tls(opened)));
  }

  /** The connection. */
  public Connection connection() {
    return connection;
  }

  @Override
  public void close() throws InterruptedException {
    connection.close();
    pool.close();
  }

  private static Jwt claims(HubKeys keys, Nkey user) {
    Instant now = Instant.now();
    return new UserClaims(
            user.publicKey(),
            "with-the-hubs-keys",
            now.plus(LIFE),
            keys.nats().hub().id(),
            Optional.of(UserPermissions.ALL))
        .sign(keys.nats().hub().signingKey(), now);
  }

  private static SSLContext tls(HubKeys keys) throws IOException, GeneralSecurityException {
    IssuedKey client =
        IssuedKey.create(
            keys.authority(),
            new CertificateOrder("test", List.of(), CertificateOrder.Purpose.CLIENT, LIFE),
            Instant.now(),
            new SecureRandom());
    return new ClientTls(
            List.of(client.authority()),
            Optional.of(new ClientTls.Identity(client.key(), List.of(client.certificate()))))
        .context();
  }
}
