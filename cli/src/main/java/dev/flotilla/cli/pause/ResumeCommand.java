// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.pause;

import dev.flotilla.cli.change.ChangeOptions;
import dev.flotilla.cli.change.ChangeRequest;
import dev.flotilla.cli.session.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Resumes changes of the servers of a NatsCluster, and follows them to their end. */
@Command(
    name = "resume",
    description = {
      "Resume changes of the servers of a NatsCluster, and wait until all servers have them.",
      "Interrupting this command does not stop the operation."
    },
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} resume east/nats/orders"})
public final class ResumeCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ChangeOptions options = new ChangeOptions();

  /** Makes the command. */
  public ResumeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return options.send(session, new ChangeRequest("resume")).number();
  }
}
