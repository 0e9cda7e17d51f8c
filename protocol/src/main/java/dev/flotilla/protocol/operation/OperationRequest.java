// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import dev.flotilla.protocol.resource.ResourceKey;
import java.time.Instant;
import java.util.List;

/**
 * A request for an operation: the body of its inbox document. Only {@code control} changes later.
 *
 * @param id the operation
 * @param order what is requested
 * @param target the resource that it is about
 * @param awaits the documents whose desired state must be reached for it to succeed; empty for an
 *     order that changes no document
 * @param requestedBy the name of the API token, or of the Kubernetes user
 * @param requestedAt the hub's clock
 * @param expiresAt until when the agent may admit it
 * @param control whether to execute or to cancel it
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

  /** Whether its cancellation was requested. */
  public boolean cancelled() {
    return control == Control.CANCEL;
  }

  /** Revision of the target's own document that it awaits; 0 for none. */
  public long targetRevision() {
    return awaits.stream()
        .filter(awaited -> awaited.key().equals(target))
        .mapToLong(Awaited::revision)
        .findFirst()
        .orElse(0);
  }
}
