// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import java.util.stream.Collectors;

/** The environment and the volume with which a pod connects. */
record PodSnippet(Connection connection) {
  String text() {
    return container()
        + variable("NATS_URL", connection.access().url())
        + connection.credentials().map(this::credentials).orElse("")
        + connection.authority().map(ca -> variable("NATS_CA", ca.path())).orElse("")
        + volume();
  }

  /** Secrets are only available in their own namespace. */
  private String container() {
    return """

        In a pod%s:

          spec:
            containers:
              - name: app
                env:
        """
        .formatted(connection.secrets().isEmpty() ? "" : " of that namespace");
  }

  private String credentials(SecretEntry entry) {
    CredentialForm form = connection.form();
    return form.isFile()
        ? variable(form.variable(), entry.path())
        : secretVariable("NATS_USER", new SecretEntry(entry.secret(), "username"))
            + secretVariable(form.variable(), entry);
  }

  private static String variable(String name, String value) {
    return """
                  - name: %s
                    value: %s
        """
        .formatted(name, value);
  }

  private static String secretVariable(String name, SecretEntry entry) {
    return """
                  - name: %s
                    valueFrom: {secretKeyRef: {name: %s, key: %s}}
        """
        .formatted(name, entry.secret(), entry.key());
  }

  private String volume() {
    if (connection.files().isEmpty()) {
      return "";
    }
    return """
                volumeMounts:
                  - name: nats
                    mountPath: %s
                    readOnly: true
            volumes:
              - name: nats
                projected:
                  sources:
        """
            .formatted(SecretEntry.FOLDER)
        + connection.files().stream().map(PodSnippet::source).collect(Collectors.joining());
  }

  private static String source(SecretEntry entry) {
    return """
                    - secret:
                        name: %1$s
                        items: [{key: %2$s, path: %2$s}]
        """
        .formatted(entry.secret(), entry.key());
  }
}
