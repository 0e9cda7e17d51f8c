// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.agents;

import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Table;
import dev.flotilla.protocol.api.AgentView;
import java.time.Instant;
import java.util.List;

/** The agents as 'agents list' and 'status' show them. */
public final class AgentTable {
  private static final List<String> HEADINGS =
      List.of("MEMBER", "STATE", "ONLINE", "SEEN", "VERSION", "NAMESPACES", "ID");

  private AgentTable() {}

  /** Makes the table; ages count back from {@code now}. */
  public static Table of(List<AgentView> agents, Instant now) {
    return new Table(HEADINGS, agents.stream().map(agent -> row(agent, now)).toList());
  }

  private static List<String> row(AgentView agent, Instant now) {
    return List.of(
        agent.member(),
        agent.state(),
        agent.online() ? "yes" : "no",
        Ages.since(agent.lastSeen(), now),
        agent.version(),
        agent.namespaces().isEmpty() ? "-" : String.join(",", agent.namespaces()),
        agent.id());
  }
}
