// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.upgrade;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.change.ChangeOptions;
import dev.flotilla.cli.change.ChangeRequest;
import dev.flotilla.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a NatsCluster to another version, and follows the operation to its end. */
@Command(
    name = "upgrade",
    description = {
      "Bring the servers of a NatsCluster to another version of nats-server, one at a time.",
      "Release lines that must not be skipped are passed through, each verified healthy first.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} upgrade east/nats/orders --to 2.15 --dry-run",
      "  ${ROOT-COMMAND-NAME} upgrade east/nats/orders --to 2.15.3"
    })
public final class UpgradeCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      required = true,
      description = "A version such as 2.15.3, or a release line such as 2.15 for its newest")
  private String version = "";

  @Option(
      names = "--dry-run",
      description = "Show the way and what it means, without changing anything")
  private boolean dryRun;

  @Mixin private ChangeOptions options = new ChangeOptions();

  /** Makes the command. */
  public UpgradeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("version", version);
    return options.send(session, new ChangeRequest("upgrade", body, dryRun)).number();
  }
}
