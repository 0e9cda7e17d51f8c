// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.trust;

import dev.flotilla.cli.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** One trust for NATS clusters of several members. */
@Command(
    name = "trust",
    description = "Share one operator between NATS clusters, so that gateways can connect them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} trust join west/nats/orders-west --home east/nats/orders"
    })
public final class TrustCommand {
  private TrustCommand() {}

  /** Assembles the group. */
  public static CommandLine commandLine(Session session) {
    return new CommandLine(new TrustCommand()).addSubcommand(new TrustJoinCommand(session));
  }
}
