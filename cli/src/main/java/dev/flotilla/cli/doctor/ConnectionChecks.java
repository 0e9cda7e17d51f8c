// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.doctor;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.hub.HubTrust;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Checks of a connection to the hub: the network first, then TLS. */
final class ConnectionChecks {
  private static final int MILLISECONDS = 10_000;
  private static final int HTTPS = 443;

  private ConnectionChecks() {}

  static DoctorCheck network(HubContext context) {
    try (Socket socket = connected(context.hub())) {
      return DoctorCheck.ok(
          "network",
          "reached %s port %d"
              .formatted(socket.getInetAddress().getHostAddress(), socket.getPort()));
    } catch (UnknownHostException e) {
      return DoctorCheck.fail(
          "network", context.hub().getHost() + " does not resolve", "Check DNS.");
    } catch (IOException e) {
      return DoctorCheck.fail(
          "network",
          "cannot connect to %s: %s".formatted(context.hub(), e.getMessage()),
          "Check the address, the hub's Service and any firewall in between.");
    }
  }

  static DoctorCheck tls(HubContext context) {
    URI hub = context.hub();
    try (Socket plain = connected(hub);
        SSLSocket socket =
            (SSLSocket)
                HubTrust.of(context)
                    .getSocketFactory()
                    .createSocket(plain, hub.getHost(), port(hub), true)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3"});
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(MILLISECONDS);
      socket.startHandshake();
      return DoctorCheck.ok("tls", description(context, socket.getSession()));
    } catch (Failure e) {
      return DoctorCheck.fail("tls", e.complaint().message(), e.complaint().hint());
    } catch (IOException e) {
      return DoctorCheck.fail(
          "tls",
          "TLS handshake failed: " + e.getMessage(),
          "Log in again with --ca FILE or --ca-pin PIN of this hub.");
    }
  }

  private static Socket connected(URI hub) throws IOException {
    Socket socket = new Socket();
    InetSocketAddress address = new InetSocketAddress(hub.getHost(), port(hub));
    if (address.isUnresolved()) {
      socket.close();
      throw new UnknownHostException(hub.getHost());
    }
    socket.connect(address, MILLISECONDS);
    return socket;
  }

  private static int port(URI hub) {
    return hub.getPort() < 0 ? HTTPS : hub.getPort();
  }

  private static String description(HubContext context, SSLSession session) throws IOException {
    String trust =
        context.caPin() != null ? "pinned" : context.ca() != null ? "private CA" : "public";
    X509Certificate leaf = (X509Certificate) session.getPeerCertificates()[0];
    return "%s, %s, certificate valid until %s"
        .formatted(
            session.getProtocol(),
            trust,
            leaf.getNotAfter().toInstant().atOffset(ZoneOffset.UTC).toLocalDate());
  }
}
