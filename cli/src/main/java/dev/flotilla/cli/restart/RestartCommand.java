// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.restart;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.change.ChangeOptions;
import dev.flotilla.cli.change.ChangeRequest;
import dev.flotilla.cli.session.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Restarts the servers of a NatsCluster, and follows the operation to its end. */
@Command(
    name = "restart",
    description = {
      "Restart the servers of a NatsCluster one at a time, while all are verified healthy.",
      "A server that does not serve restarts at once, while all others serve.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} restart east/nats/orders",
      "  ${ROOT-COMMAND-NAME} restart east/nats/orders --server 1 --dry-run"
    })
public final class RestartCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--server",
      paramLabel = "N",
      description = "Restart only this server, such as 1 for orders-1; default: all")
  private @Nullable Integer server;

  @Option(
      names = "--dry-run",
      description = "Show which servers would restart, without changing anything")
  private boolean dryRun;

  @Mixin private ChangeOptions options = new ChangeOptions();

  /** Makes the command. */
  public RestartCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (server != null) {
      body.put("server", server);
    }
    return options.send(session, new ChangeRequest("restart", body, dryRun)).number();
  }
}
