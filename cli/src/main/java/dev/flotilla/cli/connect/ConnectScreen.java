// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import dev.flotilla.protocol.report.NatsClusterFacts.Access;
import dev.flotilla.protocol.report.NatsClusterFacts.Authority;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The connection as a person needs it: facts first, then things to paste. */
final class ConnectScreen {
  private static final String FOLDER = "/var/run/nats/";

  private final Connection connection;
  private final Access access;
  private final @Nullable Authority authority;
  private final CredentialForm form;
  private final StringBuilder text = new StringBuilder();

  private ConnectScreen(Connection connection) {
    this.connection = connection;
    this.access = connection.access();
    this.authority = access.authority();
    this.form = CredentialForm.of(access);
  }

  static String of(Connection connection) {
    return new ConnectScreen(connection).render();
  }

  private String render() {
    facts();
    pod();
    java();
    commandLine();
    reading();
    return text.toString();
  }

  private void facts() {
    text.append(connection.view().address()).append("\n\n");
    fact("URL", access.url());
    fact(
        "Credentials",
        form == CredentialForm.NONE ? "none: authentication is off" : place(secret(), keys()));
    if (authority != null) {
      fact("CA", place(authority.secret(), authority.key()));
      if (authority.clientCertificate()) {
        fact("Certificate", "required, signed by this CA; not part of the snippets below");
      }
    }
  }

  private void fact(String name, String value) {
    text.append("%-14s%s%n".formatted(name, value));
  }

  private String place(String secret, String key) {
    return "Secret %s in namespace %s, key %s"
        .formatted(secret, connection.view().namespace(), key);
  }

  private String keys() {
    return form == CredentialForm.PASSWORD ? "username and key " + key() : key();
  }

  private void pod() {
    text.append(
        """

        In a pod%s:

          spec:
            containers:
              - name: app
                env:
        """
            .formatted(
                sources().isEmpty() && form == CredentialForm.NONE ? "" : " of that namespace"));
    variable("NATS_URL", access.url());
    if (form == CredentialForm.PASSWORD) {
      secretVariable("NATS_USER", "username");
      secretVariable(form.variable(), key());
    } else if (form.isFile()) {
      variable(form.variable(), FOLDER + key());
    }
    if (authority != null) {
      variable("NATS_CA", FOLDER + authority.key());
    }
    if (!sources().isEmpty()) {
      volumes();
    }
  }

  private void variable(String name, String value) {
    text.append(
        """
                  - name: %s
                    value: %s
        """
            .formatted(name, value));
  }

  private void secretVariable(String name, String key) {
    text.append(
        """
                  - name: %s
                    valueFrom: {secretKeyRef: {name: %s, key: %s}}
        """
            .formatted(name, secret(), key));
  }

  private void volumes() {
    text.append(
        """
                volumeMounts:
                  - name: nats
                    mountPath: /var/run/nats
                    readOnly: true
            volumes:
              - name: nats
                projected:
                  sources:
        """);
    sources().forEach(text::append);
  }

  private List<String> sources() {
    List<String> sources = new ArrayList<>();
    if (form.isFile()) {
      sources.add(source(secret(), key()));
    }
    if (authority != null) {
      sources.add(source(authority.secret(), authority.key()));
    }
    return sources;
  }

  private static String source(String secret, String key) {
    return """
                    - secret:
                        name: %1$s
                        items: [{key: %2$s, path: %2$s}]
        """
        .formatted(secret, key);
  }

  private void java() {
    text.append("\nConnect from Java, with io.nats:jnats:\n\n");
    if (authority != null) {
      text.append(
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

          """);
    }
    text.append(
        """
          Connection nats = Nats.connect(Options.builder()
              .server(System.getenv("NATS_URL"))
        """);
    line(authority == null ? "" : ".sslContext(tls)");
    line(form.java());
    line(".build());");
  }

  private void line(String call) {
    if (!call.isEmpty()) {
      text.append("      ").append(call).append('\n');
    }
  }

  /** Without options, since the arguments of a process are for all to see. */
  private void commandLine() {
    List<String> options = new ArrayList<>(List.of("--server"));
    if (form != CredentialForm.NONE) {
      options.add(form.option());
    }
    if (authority != null) {
      options.add("--tlsca");
    }
    text.append(
        """

        Publish with the nats CLI, which reads these variables (or takes the options %s):

          nats pub orders.new hello
        """
            .formatted(String.join(", ", options)));
  }

  private void reading() {
    if (form == CredentialForm.NONE && authority == null) {
      return;
    }
    text.append("\nRead the Secrets, with a kubectl context for member ")
        .append(connection.view().member())
        .append(":\n\n");
    if (form != CredentialForm.NONE) {
      read(secret(), key());
    }
    if (authority != null) {
      read(authority.secret(), authority.key());
    }
  }

  private void read(String secret, String key) {
    text.append(
        """
          kubectl --namespace %s get secret %s \\
            --output 'go-template={{index .data "%s" | base64decode}}'
        """
            .formatted(connection.view().namespace(), secret, key));
  }

  private String secret() {
    return String.valueOf(access.secret());
  }

  private String key() {
    return String.valueOf(access.key());
  }
}
