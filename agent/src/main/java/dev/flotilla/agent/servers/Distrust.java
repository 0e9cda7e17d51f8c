// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/**
 * Servers whose certificate no root of the present Secret has signed: a root was exchanged without
 * overlap. Seen in the handshake alone; no credentials are sent.
 */
final class Distrust {
  private static final int PORT = 4222;
  private static final int MILLIS = (int) Duration.ofSeconds(2).toMillis();

  private Distrust() {}

  /** Which servers these are, in words; empty when there is none. */
  static Optional<String> of(SSLContext context, RollFacts facts) {
    List<String> distrusted =
        facts.pods().stream()
            .filter(pod -> pod.serving() && !pod.address().isEmpty())
            .filter(pod -> distrusts(context, new InetSocketAddress(pod.address(), PORT)))
            .map(ServerPod::name)
            .toList();
    return distrusted.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no root in the servers' Secret has signed the certificate of "
                + String.join(", ", distrusted)
                + ": servers with the new certificate cannot connect to these. Restore the earlier certificate with both roots in ca.crt, or list ROLL_UNHEALTHY in spec.waivers to accept an interruption");
  }

  /** Whether the handshake fails for want of a root, and for nothing else. */
  static boolean distrusts(SSLContext context, InetSocketAddress server) {
    try (Socket plain = new Socket()) {
      plain.connect(server, MILLIS);
      plain.setSoTimeout(MILLIS);
      skipLine(plain.getInputStream());
      try (SSLSocket secured =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(plain, server.getHostString(), server.getPort(), true)) {
        secured.startHandshake();
      }
      return false;
    } catch (SSLException refused) {
      return isPath(refused);
    } catch (IOException unreachable) {
      return false;
    }
  }

  /** The server's INFO, after which TLS begins. */
  private static void skipLine(InputStream input) throws IOException {
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new IOException("closed before INFO");
      }
    }
  }

  /** A root of the same name with another key. */
  private static boolean isForged(Throwable cause) {
    return cause instanceof CertPathValidatorException invalid
        && invalid.getReason() == BasicReason.INVALID_SIGNATURE;
  }

  private static boolean isPath(Throwable problem) {
    for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException || isForged(cause)) {
        return true;
      }
    }
    return false;
  }
}
