// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.status;

import dev.flotilla.protocol.api.AgentView;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.List;

/** The members and what runs in them. */
record Fleet(List<AgentView> agents, List<NatsClusterView> clusters) {
  /** Agents that wait to be accepted, or were revoked, are no fault of the fleet. */
  boolean healthy() {
    return agents.stream().filter(AgentView::accepted).allMatch(AgentView::online)
        && clusters.stream().allMatch(NatsClusterView::ready);
  }

  /** Without those that were revoked: 'agents list' remembers them. */
  List<AgentView> members() {
    return agents.stream().filter(agent -> !"revoked".equals(agent.state())).toList();
  }

  long online() {
    return agents.stream().filter(AgentView::accepted).filter(AgentView::online).count();
  }

  long accepted() {
    return agents.stream().filter(AgentView::accepted).count();
  }

  long pending() {
    return agents.stream().filter(agent -> "pending".equals(agent.state())).count();
  }

  long ready() {
    return clusters.stream().filter(NatsClusterView::ready).count();
  }
}
