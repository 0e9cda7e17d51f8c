// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import dev.flotilla.protocol.resource.ResourceKey;
import java.time.Instant;
import java.util.List;

/**
 * Who asked for what: the body of an operation's inbox document. All of it but {@code control}
 * stays as it was requested.
 *
 * @param id the operation
 * @param order what is asked
 * @param target the resource that it is asked of
 * @param awaits the documents that must come true for it to succeed; empty for an order that
 *     changes no document
 * @param requestedBy the name of the API token, or of the Kubernetes user
 * @param requestedAt the hub's clock
 * @param expiresAt until when the agent may admit it
 * @param control whether to carry it out or to leave it undone
 */
public record OperationRequest(
    OperationId id,
    Order order,
    ResourceKey target,
    List<Awaited> awaits,
    String requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    Control control) {

  public OperationRequest {
    awaits = List.copyOf(awaits);
  }

  /** The same request under another control. */
  public OperationRequest with(Control changed) {
    return new OperationRequest(
        id, order, target, awaits, requestedBy, requestedAt, expiresAt, changed);
  }

  /** Whether its requester wants it left undone. */
  public boolean cancelled() {
    return control == Control.CANCEL;
  }

  /** Revision of the target's own document that must come true; 0 when it awaits none. */
  public long targetRevision() {
    return awaits.stream()
        .filter(awaited -> awaited.key().equals(target))
        .mapToLong(Awaited::revision)
        .findFirst()
        .orElse(0);
  }
}
