// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One operation and how far it has come.
 *
 * @param id 26 characters, ordered by time
 * @param type such as {@code deploy}
 * @param member whose agent carries it out
 * @param agent id of that agent
 * @param target the resource that it is about
 * @param awaitedRevision revision of the target's document whose desired state must be reached
 * @param requestedBy name of the token
 * @param requestedAt the hub's clock
 * @param expiresAt until when the agent may begin
 * @param cancelRequested whether its cancellation was requested
 * @param state name of the state, such as {@code Running}
 * @param ended whether the state is final
 * @param since when the state was reached
 * @param step that runs
 * @param percent how far that is, 0 to 100
 * @param detail of the step
 * @param code stable code of a failure or refusal
 * @param message a sentence about the state
 * @param hint what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(
    String id,
    String type,
    String member,
    String agent,
    Target target,
    long awaitedRevision,
    String requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    boolean cancelRequested,
    String state,
    boolean ended,
    Instant since,
    @Nullable String step,
    @Nullable Integer percent,
    @Nullable String detail,
    @Nullable String code,
    @Nullable String message,
    @Nullable String hint) {

  /**
   * A resource.
   *
   * @param kind such as {@code natscluster}
   * @param namespace in the member
   * @param name in the namespace
   */
  public record Target(String kind, String namespace, String name) {}

  /** {@code member/namespace/name} of the target. */
  public String address() {
    return member + "/" + target.namespace() + "/" + target.name();
  }
}
