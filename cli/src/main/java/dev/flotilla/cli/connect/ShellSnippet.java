// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Commands for a shell: in a pod with the nats CLI, and with kubectl to read the Secrets. */
record ShellSnippet(Connection connection) {
  String text() {
    return publish() + (connection.secrets().isEmpty() ? "" : read());
  }

  /** Without options, since every user of a machine can see the arguments of a process. */
  private String publish() {
    String options =
        Stream.of(
                "--server",
                connection.form().option(),
                connection.authority().isPresent() ? "--tlsca" : "")
            .filter(option -> !option.isEmpty())
            .collect(Collectors.joining(", "));
    return """

        Publish with the nats CLI, which reads these variables (or takes the options %s):

          nats pub orders.new hello
        """
        .formatted(options);
  }

  private String read() {
    List<String> commands = connection.secrets().stream().map(this::read).toList();
    return "\nRead the Secrets, with a kubectl context for member %s:\n\n%s"
        .formatted(connection.view().member(), String.join("", commands));
  }

  private String read(SecretEntry entry) {
    return """
          kubectl --namespace %s get secret %s \\
            --output 'go-template={{index .data "%s" | base64decode}}'
        """
        .formatted(connection.view().namespace(), entry.secret(), entry.key());
  }
}
