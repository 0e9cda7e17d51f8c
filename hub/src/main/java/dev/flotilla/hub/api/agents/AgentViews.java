// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.agents;

import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.protocol.api.AgentView;
import dev.flotilla.protocol.event.Heartbeat;
import java.util.Optional;

/** Agents as the API shows them. */
final class AgentViews {
  private AgentViews() {}

  static AgentView of(AgentRecord agent, HubParts hub) {
    Optional<Presence.Sign> sign = hub.fleet().presence().last(agent.id());
    Optional<Heartbeat> heartbeat = sign.map(Presence.Sign::heartbeat);
    return new AgentView(
        agent.id().value(),
        agent.member(),
        agent.state().token(),
        hub.fleet().presence().online(agent.id()),
        sign.map(Presence.Sign::seenAt).orElse(null),
        heartbeat.map(Heartbeat::version).orElse(agent.version()),
        agent.namespaces(),
        agent.enrolledAt(),
        agent.certificateExpiresAt(),
        heartbeat.map(Heartbeat::indexRevision).orElse(null));
  }
}
