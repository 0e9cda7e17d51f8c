// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One enrolled agent.
 *
 * @param id given by the hub, 26 characters
 * @param member the name that people use
 * @param state {@code pending}, {@code accepted} or {@code revoked}
 * @param online whether its heartbeats arrive
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
  /** Whether it takes part in the fleet. */
  public boolean accepted() {
    return state.equals("accepted");
  }
}
