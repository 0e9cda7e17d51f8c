// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.pause;

import dev.flotilla.cli.change.ChangeOptions;
import dev.flotilla.cli.change.ChangeRequest;
import dev.flotilla.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Aborts the change of a NatsCluster that is under way, and follows the way back. */
@Command(
    name = "abort",
    description = {
      "End the change of a NatsCluster that is under way, and bring its servers back.",
      "They return, one at a time, to what they were last verified with: version, configuration and",
      "all else that restarts them. Messages, keys and volumes stay. A way back to an older version is",
      "judged beforehand, and refused while streams use features that it does not have.",
      "The operation that was changing the servers is superseded."
    },
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} abort east/nats/orders"})
public final class AbortCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ChangeOptions options = new ChangeOptions();

  /** Makes the command. */
  public AbortCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return options.send(session, new ChangeRequest("abort")).number();
  }
}
