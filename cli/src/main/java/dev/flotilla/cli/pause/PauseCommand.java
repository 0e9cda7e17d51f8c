// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.pause;

import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.change.ChangeOptions;
import dev.flotilla.cli.change.ChangeRequest;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.session.Session;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Pauses changes of the servers of a NatsCluster. */
@Command(
    name = "pause",
    description = {
      "Pause changes of the servers of a NatsCluster: upgrades, configuration, certificates.",
      "A server that is restarting finishes and is verified; no other one is restarted.",
      "The operation that was changing the servers is superseded."
    },
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} pause east/nats/orders"})
public final class PauseCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private ChangeOptions options = new ChangeOptions();

  /** Makes the command. */
  public PauseCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    HubClient hub = session.hub();
    NatsClusterView cluster = options.cluster(hub);
    ExitCode code = options.send(session, hub, cluster, new ChangeRequest("pause"));
    if (code == ExitCode.DONE && options.forPeople()) {
      session.terminal().err().println("Hint: flotilla resume " + cluster.address());
    }
    return code.number();
  }
}
