// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the differences between a member and a file. */
@Command(
    name = "diff",
    description = {
      "Compare a file with what a member runs, and show what deploying it would change.",
      "Changes nothing. Exits with 0 if there are no differences, 1 if there are, 3 if it would be refused."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} diff -f orders.yaml --member east",
      "  ${ROOT-COMMAND-NAME} diff -f orders.yaml --member east -o json | jq .servers"
    })
public final class DiffCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private SourceOptions source = new SourceOptions();

  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public DiffCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Manifest manifest = source.manifest();
    HubClient hub = session.hub();
    Destination destination = source.destination(manifest, hub);
    return new PlanRequest(session, output).show(hub, destination, manifest).number();
  }
}
