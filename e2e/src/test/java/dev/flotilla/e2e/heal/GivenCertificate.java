// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.heal;

import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.nats.testing.SelfSigned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;

/**
 * A certificate that is issued elsewhere and given to the servers by a Secret, which is named as
 * the client Jobs expect it.
 *
 * @param servers that use it
 * @param folder for its files
 */
record GivenCertificate(Servers servers, Path folder) {

  /** The names that routes, the agent and the client Jobs need. */
  String[] names() {
    return new String[] {
      servers.name(),
      servers.name() + "." + servers.namespace() + ".svc",
      "*." + servers.name() + "-headless"
    };
  }

  /** A new one, with a root of its own; replaces the one before. */
  void issue(String... names) {
    try {
      var part = Files.createTempDirectory(folder, "certificate");
      var certificate = SelfSigned.create(part, "issued", names);
      servers.member().apply(secret(certificate));
    } catch (IOException | GeneralSecurityException problem) {
      throw new IllegalStateException("no certificate", problem);
    }
  }

  private String secret(SelfSigned certificate) throws IOException {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %1$s-tls, namespace: %2$s}
        type: kubernetes.io/tls
        data: {tls.crt: %3$s, ca.crt: %3$s, tls.key: %4$s}
        """
        .formatted(
            servers.name(),
            servers.namespace(),
            encoded(certificate.certificateFile()),
            encoded(certificate.keyFile()));
  }

  private static String encoded(Path file) throws IOException {
    var text = Files.readString(file).getBytes(StandardCharsets.UTF_8);
    return Base64.getEncoder().encodeToString(text);
  }
}
