// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import dev.flotilla.nats.testing.SelfSigned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What scenarios take for granted in their namespace: passwords, logins to others, certificates
 * that people or cert-manager have made.
 *
 * @param namespace where they are looked for
 * @param documents of the scenarios
 */
record Surroundings(String namespace, List<ScenarioDocument> documents) {

  /**
   * As manifests.
   *
   * @param folder where the certificate is made
   */
  String secrets(Path folder) {
    try {
      var certificate = SelfSigned.create(folder, "localhost", names());
      var ordered =
          documents.stream()
              .filter(ScenarioDocument::ordersCertificate)
              .map(document -> certificate(document.name() + "-tls", certificate));
      return Stream.concat(passwords(), ordered).collect(Collectors.joining())
          + certificate("orders-certificate", certificate);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Stream<String> passwords() {
    return Stream.of(
        password("batch", "word"),
        password("reports", "password"),
        password("shop", "password"),
        password("hub-user", "user.creds"),
        password("partner", "partner.creds"));
  }

  /** Each its own, so that one that is found elsewhere is known by its name. */
  private String password(String name, String key) {
    return """
        apiVersion: v1
        kind: Secret
        metadata: {name: %s, namespace: %s}
        stringData: {%s: %s}
        ---
        """
        .formatted(name, namespace, key, UUID.randomUUID());
  }

  private String[] names() {
    return documents.stream()
        .map(ScenarioDocument::name)
        .flatMap(name -> Stream.of(name, "*." + name + "-headless"))
        .flatMap(
            service ->
                Stream.of("", ".%1$s", ".%1$s.svc", ".%1$s.svc.cluster.local")
                    .map(domain -> service + domain.formatted(namespace)))
        .toArray(String[]::new);
  }

  private String certificate(String name, SelfSigned certificate) {
    try {
      return """
          apiVersion: v1
          kind: Secret
          metadata: {name: %s, namespace: %s}
          type: kubernetes.io/tls
          data: {tls.crt: %s, tls.key: %s, ca.crt: %s}
          ---
          """
          .formatted(
              name,
              namespace,
              encoded(certificate.certificateFile()),
              encoded(certificate.keyFile()),
              encoded(certificate.certificateFile()));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String encoded(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }
}
