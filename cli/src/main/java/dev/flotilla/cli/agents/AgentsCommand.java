// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.agents;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.AgentView;
import java.time.Instant;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The fleet's agents. */
@Command(
    name = "agents",
    description = "List, accept and revoke agents.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} agents accept east"})
public final class AgentsCommand {
  private final Session session;

  /** Makes the command. */
  public AgentsCommand(Session session) {
    this.session = session;
  }

  /** Lists the agents. */
  @Command(
      name = "list",
      description = "List agents: pending, accepted and revoked.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} agents list -o json"})
  int list(@Mixin OutputOptions output) {
    JsonNode document = session.hub().list("/agents", Map.of());
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(),
        document,
        () -> AgentTable.of(Views.items(document, AgentView.class), now).render(output.headings()));
    return ExitCode.DONE.number();
  }

  /** Accepts an agent. */
  @Command(
      name = "accept",
      description = "Accept a pending agent into the fleet.",
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} agents accept east"})
  int accept(@Parameters(paramLabel = "MEMBER", description = "Member or agent id") String member) {
    return change(member, "accept", "accepted; it is now fetching its credentials");
  }

  /** Revokes an agent. */
  @Command(
      name = "revoke",
      description = {
        "Revoke an agent: it is disconnected and cannot reconnect.",
        "The NATS clusters it deployed keep running."
      },
      footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} agents revoke east"})
  int revoke(@Parameters(paramLabel = "MEMBER", description = "Member or agent id") String member) {
    return change(member, "revoke", "revoked; its NATS clusters keep running");
  }

  private int change(String member, String verb, String outcome) {
    String path = "/agents/" + HubClient.encoded(member) + "/" + verb;
    session.hub().post(path, JsonNodeFactory.instance.objectNode());
    session.terminal().err().println("Agent " + member + " " + outcome);
    return ExitCode.DONE.number();
  }
}
