// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.rollback;

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

/** Brings a NatsCluster back to an earlier document, and follows the operation to its end. */
@Command(
    name = "rollback",
    description = {
      "Deploy an earlier document of a NatsCluster again.",
      "By default the last one that succeeded before the present one; the hub keeps the last ten.",
      "Messages, keys and volumes stay. A way back to an older version is judged beforehand, and",
      "refused while streams use features that it does not have.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} rollback east/nats/orders --dry-run",
      "  ${ROOT-COMMAND-NAME} rollback east/nats/orders --to 12"
    })
public final class RollbackCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      description = "Revision of the document; default: the last one that succeeded")
  private @Nullable Long revision;

  @Option(names = "--dry-run", description = "Show what would change, without changing anything")
  private boolean dryRun;

  @Mixin private ChangeOptions options = new ChangeOptions();

  /** Makes the command. */
  public RollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (revision != null) {
      body.put("revision", revision);
    }
    return options.send(session, new ChangeRequest("rollback", body, dryRun)).number();
  }
}
