// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import dev.flotilla.protocol.document.ResourceKey;
import java.time.Instant;

/**
 * Who asked for what: the immutable part of an operation, and the body of its inbox document.
 *
 * @param id the operation
 * @param type what is asked
 * @param target the resource that it is asked of
 * @param awaitedRevision the revision of the target's document that must come true
 * @param requestedBy the name of the API token, or of the Kubernetes user
 * @param requestedAt the hub's clock
 * @param expiresAt until when the agent may admit it
 * @param cancel whether its requester took it back
 */
public record OperationRequest(
    OperationId id,
    OperationType type,
    ResourceKey target,
    long awaitedRevision,
    String requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    boolean cancel) {

  public OperationRequest withCancel() {
    return new OperationRequest(
        id, type, target, awaitedRevision, requestedBy, requestedAt, expiresAt, true);
  }
}
