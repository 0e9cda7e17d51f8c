// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import java.util.ArrayList;
import java.util.List;

/** The connection for a person: facts first, then snippets to paste. */
record ConnectScreen(Connection connection) {
  String text() {
    return facts()
        + new PodSnippet(connection).text()
        + new JavaSnippet(connection).text()
        + new ShellSnippet(connection).text();
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    facts.add(connection.view().address() + "\n");
    facts.add(fact("URL", connection.access().url()));
    facts.add(
        fact(
            "Credentials",
            connection.credentials().map(this::credentials).orElse("none: authentication is off")));
    connection.authority().ifPresent(ca -> facts.add(fact("CA", place(ca.secret(), ca.key()))));
    if (connection.clientCertificate()) {
      facts.add(fact("Certificate", "required, signed by this CA; not part of the snippets below"));
    }
    return String.join("\n", facts) + "\n";
  }

  private String credentials(SecretEntry entry) {
    boolean pair = connection.form() == CredentialForm.PASSWORD;
    return place(entry.secret(), pair ? "username and key " + entry.key() : entry.key());
  }

  private String place(String secret, String keys) {
    return "Secret %s in namespace %s, key %s"
        .formatted(secret, connection.view().namespace(), keys);
  }

  private static String fact(String name, String value) {
    return "%-14s%s".formatted(name, value);
  }
}
