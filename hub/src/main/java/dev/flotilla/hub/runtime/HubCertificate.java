// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The certificate that the nats-server shows to its clients. It is read from outside: in the chart
 * and elsewhere its file is not the hub's, and only a restart of the server replaces it.
 */
final class HubCertificate {
  /** Remaining lifetime below which there is a warning. */
  static final Duration SHORT = Duration.ofDays(30);

  private static final Logger LOG = Logger.getLogger(HubCertificate.class);
  private static final int MILLISECONDS = 5_000;
  private static final int PORT = 4222;

  private final AtomicReference<@Nullable Instant> end = new AtomicReference<>();

  /** When it ends; empty until it was seen. */
  Optional<Instant> end() {
    return Optional.ofNullable(end.get());
  }

  /** The warning that is due at an instant; empty while there is time. */
  Optional<String> warning(Instant now) {
    return end()
        .filter(until -> until.isBefore(now.plus(SHORT)))
        .map(
            until ->
                "the nats-server's certificate expires at "
                    + until
                    + "; restart the nats-server with a new one");
  }

  /** Looks at it over a connection of its own; that of a server which is away is read later. */
  void look(String url, SSLContext tls, Instant now) {
    URI address = URI.create(url);
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
      int port = address.getPort() < 0 ? PORT : address.getPort();
      socket.connect(new InetSocketAddress(address.getHost(), port), MILLISECONDS);
      socket.setSoTimeout(MILLISECONDS);
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      end.set(shown.getNotAfter().toInstant());
    } catch (IOException away) {
      LOG.debugf(away, "The nats-server's certificate cannot be read");
    }
    warning(now).ifPresent(LOG::warn);
  }
}
