// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How a Java client connects with the variables of the pod. */
record JavaSnippet(Connection connection) {
  private static final String TLS =
      """
        KeyStore roots = KeyStore.getInstance("PKCS12");
        roots.load(null, null);
        try (InputStream ca = Files.newInputStream(Path.of(System.getenv("NATS_CA")))) {
          for (Certificate root : CertificateFactory.getInstance("X.509").generateCertificates(ca)) {
            roots.setCertificateEntry("root-" + roots.size(), root);
          }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(roots);
        SSLContext tls = SSLContext.getInstance("TLSv1.3");
        tls.init(null, trust.getTrustManagers(), null);

      """;
  private static final String OPTIONS =
      """
        Connection nats = Nats.connect(Options.builder()
            .server(System.getenv("NATS_URL"))
      """;

  String text() {
    boolean tls = connection.authority().isPresent();
    String calls =
        Stream.of(tls ? ".sslContext(tls)" : "", connection.form().java(), ".build());")
            .filter(call -> !call.isEmpty())
            .map("      %s\n"::formatted)
            .collect(Collectors.joining());
    return "\nConnect from Java, with io.nats:jnats:\n\n" + (tls ? TLS : "") + OPTIONS + calls;
  }
}
