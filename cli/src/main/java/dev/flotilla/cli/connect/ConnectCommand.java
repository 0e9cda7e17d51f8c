// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Failure.Complaint;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.report.NatsClusterFacts.Access;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how a client inside the member connects. The credentials themselves stay in the member. */
@Command(
    name = "connect",
    description = {
      "Show how a pod connects to a NatsCluster.",
      "Prints the name of the Secret with the credentials, if any; the credentials never leave their cluster."
    },
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} connect east/nats/orders"})
public final class ConnectCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "ADDRESS",
      description = "member/namespace/name, or any unique suffix of it")
  private String address = "";

  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public ConnectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Connection connection = connection(Address.resolve(address, session.hub()));
    output.print(session.terminal().out(), json(connection), new ConnectScreen(connection)::text);
    return ExitCode.DONE.number();
  }

  private static Connection connection(NatsClusterView view) {
    Access access = view.report() == null ? null : view.report().access();
    if (access != null) {
      return new Connection(view, access);
    }
    throw new Failure(
        new Complaint(
            ExitCode.UNHEALTHY,
            view.address() + " has no URL yet",
            "Watch it with 'flotilla status " + view.address() + "'.",
            List.of()));
  }

  private static ObjectNode json(Connection connection) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("address", connection.view().address()).put("url", connection.access().url());
    connection
        .credentials()
        .ifPresent(
            entry ->
                put(document.putObject("credentials"), connection, entry)
                    .put("form", connection.form().word()));
    connection
        .authority()
        .ifPresent(
            entry ->
                put(document.putObject("authority"), connection, entry)
                    .put("clientCertificate", connection.clientCertificate()));
    return document;
  }

  private static ObjectNode put(ObjectNode node, Connection connection, SecretEntry entry) {
    return node.put("namespace", connection.view().namespace())
        .put("secret", entry.secret())
        .put("key", entry.key());
  }
}
