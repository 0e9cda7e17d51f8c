// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.enrolment.AgentState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the hub keeps it.
 *
 * @param id given by the hub
 * @param member the name that users see
 * @param state whether a person trusts it
 * @param nkey its public user key
 * @param version of its program when it enrolled
 * @param namespaces that it serves
 * @param enrolledAt the hub's clock
 * @param certificateExpiresAt end of the last certificate; null before the first
 * @param revokedAt null unless revoked
 */
public record AgentRecord(
    AgentId id,
    String member,
    AgentState state,
    String nkey,
    String version,
    List<String> namespaces,
    Instant enrolledAt,
    @Nullable Instant certificateExpiresAt,
    @Nullable Instant revokedAt) {
  public AgentRecord {
    namespaces = List.copyOf(namespaces);
  }

  /** The same, trusted. */
  public AgentRecord accepted() {
    return new AgentRecord(
        id,
        member,
        AgentState.ACCEPTED,
        nkey,
        version,
        namespaces,
        enrolledAt,
        certificateExpiresAt,
        null);
  }

  /** The same, never to be trusted again. */
  public AgentRecord revoked(Instant at) {
    return new AgentRecord(
        id,
        member,
        AgentState.REVOKED,
        nkey,
        version,
        namespaces,
        enrolledAt,
        certificateExpiresAt,
        at);
  }

  /** The same with a new certificate. */
  public AgentRecord certifiedUntil(Instant end) {
    return new AgentRecord(
        id, member, state, nkey, version, namespaces, enrolledAt, end, revokedAt);
  }
}
