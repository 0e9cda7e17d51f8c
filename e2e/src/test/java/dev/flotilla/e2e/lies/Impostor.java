// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.lies;

import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.IssuedKey;
import dev.flotilla.hub.keys.DirectoryKeyStore;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Has the hub's own NATS rights: reads and writes every inbox.
 *
 * @param keys of the hub
 * @param pool of the connection
 * @param connection as a user of the hub's account
 */
record Impostor(HubKeys keys, NatsConnections pool, Connection connection)
    implements AutoCloseable {

  private static final int NATS_PORT = 4222;
  private static final Duration LIFE = Duration.ofHours(1);

  /** Connects to the hub's nats-server with keys from its key store. */
  static Impostor of(URI hub, Path keyStore) throws Exception {
    var keys = HubKeys.open(new DirectoryKeyStore(keyStore));
    var random = new SecureRandom();
    var now = Clock.systemUTC().instant();
    var settings =
        ConnectionSettings.to(List.of("tls://" + hub.getHost() + ":" + NATS_PORT), "impostor")
            .overTlsFirst(tls(keys, now, random).context())
            .as(() -> user(keys, now, random));
    var pool = new NatsConnections();
    return new Impostor(keys, pool, pool.connect(settings));
  }

  /** What an inbox key holds. */
  Envelope read(String key) throws Exception {
    var last = connection.jetStreamManagement().getLastMessage(Subjects.INBOX_STREAM, key);
    return Json.read(Objects.requireNonNull(last.getData()), Envelope.class);
  }

  void write(String key, Envelope envelope) throws Exception {
    connection.jetStream().publish(key, Json.write(envelope));
  }

  @Override
  public void close() throws Exception {
    connection.close();
    pool.close();
  }

  private static ClientTls tls(HubKeys keys, Instant now, SecureRandom random) throws Exception {
    var order = new CertificateOrder("impostor", List.of(), CertificateOrder.Purpose.CLIENT, LIFE);
    var issued = IssuedKey.create(keys.authority(), order, now, random);
    return new ClientTls(
        List.of(issued.authority()),
        Optional.of(new ClientTls.Identity(issued.key(), List.of(issued.certificate()))));
  }

  private static Credentials user(HubKeys keys, Instant now, SecureRandom random) {
    Nkey user = new Nkeys(random).user();
    var account = keys.nats().hub();
    return new Credentials(
        new UserClaims(
                user.publicKey(),
                "impostor",
                now.plus(LIFE),
                account.id(),
                Optional.of(UserPermissions.ALL))
            .sign(account.signingKey(), now),
        user);
  }
}
