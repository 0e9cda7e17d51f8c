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
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.jwt.UserClaims;
import dev.flotilla.nats.jwt.UserPermissions;
import io.nats.client.Connection;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamInfoOptions;
import io.nats.client.api.Subject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An owner of the hub's keys, who works on the hub's store with plain NATS. */
public final class StoreAdmin implements AutoCloseable {
  private static final Duration LIFE = Duration.ofHours(1);

  private final NatsConnections pool = new NatsConnections();
  private final Connection connection;

  /** Connects to the account that owns the streams. */
  public StoreAdmin(Path keys, int port) {
    try {
      HubKeys hub = HubKeys.open(new DirectoryKeyStore(keys));
      SecureRandom random = new SecureRandom();
      IssuedKey tls =
          IssuedKey.create(
              hub.authority(),
              new CertificateOrder("admin", List.of(), CertificateOrder.Purpose.CLIENT, LIFE),
              Instant.now(),
              random);
      Nkey user = new Nkeys(random).user();
      UserClaims claims =
          new UserClaims(
              user.publicKey(),
              "admin",
              Instant.now().plus(LIFE),
              hub.nats().hub().id(),
              Optional.of(UserPermissions.ALL));
      this.connection =
          pool.connect(
              ConnectionSettings.to(List.of("tls://localhost:" + port), "admin")
                  .as(
                      () ->
                          new Credentials(
                              claims.sign(hub.nats().hub().signingKey(), Instant.now()), user))
                  .overTlsFirst(
                      new ClientTls(
                              List.of(tls.authority()),
                              Optional.of(
                                  new ClientTls.Identity(tls.key(), List.of(tls.certificate()))))
                          .context()));
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** What is known of a stream. */
  public StreamInfo stream(String name) {
    try {
      return management().getStreamInfo(name);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Number of messages of a stream under these subjects. */
  public long messages(String stream, String subjects) {
    try {
      return management()
          .getStreamInfo(stream, StreamInfoOptions.filterSubjects(subjects))
          .getStreamState()
          .getSubjects()
          .stream()
          .mapToLong(Subject::getCount)
          .sum();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Makes a stream refuse purges, for good. */
  public void denyPurge(String stream) {
    try {
      management()
          .updateStream(
              StreamConfiguration.builder(stream(stream).getConfiguration())
                  .denyPurge(true)
                  .build());
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Gives a stream the retention that it had when hubs did not bound their streams. */
  public void unbounded(String stream) {
    try {
      management()
          .updateStream(
              StreamConfiguration.builder(stream(stream).getConfiguration())
                  .retentionPolicy(RetentionPolicy.Limits)
                  .maxBytes(-1)
                  .build());
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Limits a stream to this many messages; -1 for any number. */
  public void limit(String stream, long messages) {
    try {
      management()
          .updateStream(
              StreamConfiguration.builder(stream(stream).getConfiguration())
                  .maxMessages(messages)
                  .build());
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    pool.close();
  }

  private JetStreamManagement management() throws Exception {
    return connection.jetStreamManagement();
  }
}
