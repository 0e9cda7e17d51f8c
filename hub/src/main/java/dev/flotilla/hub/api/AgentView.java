// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.protocol.event.Heartbeat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the API shows it.
 *
 * @param id given by the hub
 * @param member the name that people use
 * @param state {@code pending}, {@code accepted} or {@code revoked}
 * @param online whether it was heard of lately
 * @param lastSeen its last heartbeat since the hub started
 * @param version of its program
 * @param namespaces that it serves
 * @param enrolledAt the hub's clock
 * @param certificateExpiresAt end of its last certificate
 * @param indexRevision of the index that it holds, by its last heartbeat
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentView(
    String id,
    String member,
    String state,
    boolean online,
    @Nullable Instant lastSeen,
    String version,
    List<String> namespaces,
    Instant enrolledAt,
    @Nullable Instant certificateExpiresAt,
    @Nullable Long indexRevision) {

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
