// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.agents;

import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.api.AgentView;
import dev.flotilla.protocol.event.Heartbeat;
import java.util.Optional;

/** Agents as the API shows them. */
@StoreScoped
final class AgentViews {
  private final Presence presence;

  AgentViews(Presence presence) {
    this.presence = presence;
  }

  AgentView of(AgentRecord agent) {
    Optional<Presence.Sign> sign = presence.last(agent.id());
    Optional<Heartbeat> heartbeat = sign.flatMap(Presence.Sign::heartbeat);
    return new AgentView(
        agent.id().value(),
        agent.member(),
        agent.state().token(),
        presence.online(agent.id()),
        sign.map(Presence.Sign::seenAt).orElse(null),
        heartbeat.map(Heartbeat::version).orElse(agent.version()),
        agent.namespaces(),
        agent.enrolledAt(),
        agent.certificateExpiresAt(),
        heartbeat.map(Heartbeat::indexRevision).orElse(null));
  }
}
