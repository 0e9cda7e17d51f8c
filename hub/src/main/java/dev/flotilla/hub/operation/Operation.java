// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import java.time.Instant;

/**
 * An operation as the log describes it.
 *
 * @param agent who is asked
 * @param request what is asked; its control is {@code CANCEL} once its requester wants it cancelled
 * @param revision of its own inbox document
 * @param state how far it has come
 * @param version log sequence of the last line about it
 */
public record Operation(
    AgentId agent, OperationRequest request, long revision, OperationState state, long version) {

  /** Its id. */
  public OperationId id() {
    return request.id();
  }

  /** Whether nothing can happen to it any more. */
  public boolean ended() {
    return state instanceof OperationState.Ended;
  }

  /** Whether it can still be cancelled: the agent has not begun. */
  public boolean cancellable() {
    return state instanceof OperationState.Queued
        || state instanceof OperationState.Delivered
        || state instanceof OperationState.Waiting;
  }

  /** Whether no agent has admitted it in time. */
  public boolean overdue(Instant now) {
    return state instanceof OperationState.Queued && !now.isBefore(request.expiresAt());
  }

  /** Body of its inbox document. */
  public byte[] body() {
    return Json.write(request);
  }

  Operation after(OperationEvent event, long sequence) {
    return new Operation(agent, request, revision, state.next(event), sequence);
  }

  Operation cancelled(long newRevision, long sequence) {
    return new Operation(agent, request.with(Control.CANCEL), newRevision, state, sequence);
  }
}
