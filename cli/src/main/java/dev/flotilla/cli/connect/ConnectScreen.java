// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

/** The connection as a person needs it: facts first, then things to paste. */
final class ConnectScreen {
  private ConnectScreen() {}

  static String of(Connection connection) {
    return """
        %1$s

        URL           %2$s
        Credentials   Secret %4$s in namespace %3$s, key %5$s

        Mount them into a pod of that namespace:

          spec:
            containers:
              - name: app
                env:
                  - name: NATS_URL
                    value: %2$s
                  - name: NATS_CREDS
                    value: /var/run/nats/%5$s
                volumeMounts:
                  - name: nats-credentials
                    mountPath: /var/run/nats
                    readOnly: true
            volumes:
              - name: nats-credentials
                secret:
                  secretName: %4$s

        Connect in Java, with io.nats:jnats:

          Connection nats = Nats.connect(Options.builder()
              .server(System.getenv("NATS_URL"))
              .authHandler(Nats.credentials(System.getenv("NATS_CREDS")))
              .build());

        Read them, with a kubectl context of member %6$s:

          kubectl --namespace %3$s get secret %4$s \\
            --output 'go-template={{index .data "%5$s" | base64decode}}'
        """
        .formatted(
            connection.view().address(),
            connection.access().url(),
            connection.view().namespace(),
            connection.access().secret(),
            connection.access().key(),
            connection.view().member());
  }
}
