// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import dev.flotilla.protocol.event.NatsClusterReport.Authority;

/** The connection over TLS as a person needs it: facts first, then things to paste. */
final class TlsConnectScreen {
  private TlsConnectScreen() {}

  static String of(Connection connection, Authority authority) {
    return """
        %1$s

        URL           %2$s
        Credentials   Secret %4$s in namespace %3$s, key %5$s
        CA            Secret %7$s in namespace %3$s, key %8$s
        %9$s
        Mount them into a pod of that namespace:

          spec:
            containers:
              - name: app
                env:
                  - name: NATS_URL
                    value: %2$s
                  - name: NATS_CREDS
                    value: /var/run/nats/%5$s
                  - name: NATS_CA
                    value: /var/run/nats/%8$s
                volumeMounts:
                  - name: nats
                    mountPath: /var/run/nats
                    readOnly: true
            volumes:
              - name: nats
                projected:
                  sources:
                    - secret:
                        name: %4$s
                    - secret:
                        name: %7$s
                        items: [{key: %8$s, path: %8$s}]

        Connect in Java, with io.nats:jnats:

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

          Connection nats = Nats.connect(Options.builder()
              .server(System.getenv("NATS_URL"))
              .sslContext(tls)
              .authHandler(Nats.credentials(System.getenv("NATS_CREDS")))
              .build());

        Read them, with a kubectl context of member %6$s:

          kubectl --namespace %3$s get secret %4$s \\
            --output 'go-template={{index .data "%5$s" | base64decode}}'
          kubectl --namespace %3$s get secret %7$s \\
            --output 'go-template={{index .data "%8$s" | base64decode}}'
        """
        .formatted(
            connection.view().address(),
            connection.access().url(),
            connection.view().namespace(),
            connection.access().secret(),
            connection.access().key(),
            connection.view().member(),
            authority.secret(),
            authority.key(),
            authority.clientCertificate()
                ? "Certificate   clients must show one that this CA has signed; the snippets lack it\n"
                : "");
  }
}
