// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.IssuedKey;
import dev.flotilla.hub.natsserver.ServerFiles;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.ServerInfo;
import dev.flotilla.nats.system.ServerReply;
import dev.flotilla.nats.system.SystemRequests;
import dev.flotilla.protocol.Pem;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps the certificates of the hub's two listeners young: those of REST, which Quarkus reloads
 * periodically, and of its own nats-server, which reloads on request. At a start both are new,
 * because the names may have changed.
 */
final class CertificateKeeper {
  private static final Logger LOG = Logger.getLogger(CertificateKeeper.class);
  private static final Duration LIFE = Duration.ofDays(90);
  private static final Duration RENEWED_BEFORE_END = LIFE.dividedBy(3);
  private static final Duration DEADLINE = Duration.ofSeconds(5);

  private final HubRuntimeContext context;
  private boolean reloadDue;

  /** Issues under the keys of this hub. */
  CertificateKeeper(HubRuntimeContext context) {
    this.context = context;
  }

  /** Writes {@code rest.crt}, {@code server.crt} and their keys into the data folder. */
  void issue() throws IOException {
    Instant now = context.clock().instant();
    Path folder = Files.createDirectories(folder());
    IssuedKey.create(
            context.keys().authority(),
            new CertificateOrder(
                "flotilla-hub",
                context.names().certificateNames(),
                CertificateOrder.Purpose.SERVER,
                LIFE),
            now,
            context.random())
        .write(folder, "rest");
    if (context.ownServer()) {
      new ServerFiles(context.keys(), context.random())
          .writeCertificate(folder, context.names().certificateNames(), LIFE, now);
    }
  }

  /**
   * Issues new ones when the present ones have a third of their life left, and has the nats-server
   * take its own; as long as that did not succeed, each call tries it again.
   */
  void renew(Connection system) throws InterruptedException {
    try {
      X509Certificate present =
          Pem.certificates(Files.readString(folder().resolve("rest.crt"))).getFirst();
      Instant end = present.getNotAfter().toInstant();
      if (!context.clock().instant().isBefore(end.minus(RENEWED_BEFORE_END))) {
        issue();
        reloadDue = context.ownServer();
      }
      if (reloadDue) {
        Optional<String> problem = reload(system);
        problem.ifPresent(CertificateKeeper::notTaken);
        reloadDue = problem.isPresent();
      }
    } catch (IOException | IllegalArgumentException failed) {
      LOG.error("Renewing the hub's certificates failed; retrying in an hour", failed);
    }
  }

  private static void notTaken(String problem) {
    LOG.errorf(
        "The nats-server did not load its new certificate: %s. Retrying in an hour;"
            + " restarting the hub also loads it.",
        problem);
  }

  private static Optional<String> reload(Connection system) throws InterruptedException {
    SystemRequests requests = new SystemRequests(system);
    List<ServerInfo> servers = requests.servers(new Gathering(1, DEADLINE));
    if (servers.isEmpty()) {
      return Optional.of("it does not respond");
    }
    Optional<ServerReply> answer =
        requests.ask(
            servers.getFirst().id(), "RELOAD", JsonNodeFactory.instance.objectNode(), DEADLINE);
    return answer.isEmpty() ? Optional.of("it does not respond") : answer.get().error();
  }

  private Path folder() {
    return context.dataFolder().resolve("tls");
  }
}
