// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.Reply;
import dev.flotilla.cli.operations.FollowOptions;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Deploys a NatsCluster from a file, and follows the operation until it ends. */
@Command(
    name = "deploy",
    description = {
      "Create or change a NatsCluster in a member, and wait for the operation to end.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} deploy -f orders.yaml --member east --dry-run",
      "  ${ROOT-COMMAND-NAME} deploy -f orders.yaml --member east",
      "  ${ROOT-COMMAND-NAME} deploy -f orders.yaml --member east --no-wait -o json"
    })
public final class DeployCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private SourceOptions source = new SourceOptions();

  @Option(
      names = "--dry-run",
      description = "Show what would change, as 'diff' does, without changing anything")
  private boolean dryRun;

  @Mixin private FollowOptions operation = new FollowOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public DeployCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Manifest manifest = source.manifest();
    HubClient hub = session.hub();
    Destination destination = source.destination(manifest, hub);
    return dryRun
        ? new PlanRequest(session, output).show(hub, destination, manifest).number()
        : deploy(hub, destination, manifest).number();
  }

  private ExitCode deploy(HubClient hub, Destination destination, Manifest manifest) {
    Reply reply = hub.put(destination.path(), manifest.document(), operation.idempotencyKey());
    return operation.follow(session, hub, reply, output);
  }
}
