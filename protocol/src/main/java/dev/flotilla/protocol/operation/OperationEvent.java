// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.Problem;
import java.time.Instant;

/**
 * What can happen to an operation. Delivered at least once, so folding one twice must change
 * nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OperationEvent.Admitted.class, name = "admitted"),
  @JsonSubTypes.Type(value = OperationEvent.Held.class, name = "held"),
  @JsonSubTypes.Type(value = OperationEvent.Progressed.class, name = "progressed"),
  @JsonSubTypes.Type(value = OperationEvent.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = OperationEvent.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = OperationEvent.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = OperationEvent.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = OperationEvent.Expired.class, name = "expired"),
  @JsonSubTypes.Type(value = OperationEvent.Superseded.class, name = "superseded"),
})
public sealed interface OperationEvent {

  /** When it happened, by the clock of whoever saw it. */
  Instant at();

  /** The agent took the operation in. */
  record Admitted(Instant at) implements OperationEvent {}

  /** It cannot begin yet; the reason is a sentence for a person. */
  record Held(Instant at, String reason) implements OperationEvent {}

  /** It is being carried out. */
  record Progressed(Instant at, Progress progress) implements OperationEvent {}

  record Succeeded(Instant at, String message) implements OperationEvent {}

  record Failed(Instant at, Problem problem) implements OperationEvent {}

  /** The member's own rules, or the agent's checks, forbid it. */
  record Refused(Instant at, Problem problem) implements OperationEvent {}

  /** Its requester took it back in time. */
  record Cancelled(Instant at, String by) implements OperationEvent {}

  /** Nobody admitted it in time. */
  record Expired(Instant at) implements OperationEvent {}

  /** A newer operation on the same resource made it pointless. */
  record Superseded(Instant at, OperationId by) implements OperationEvent {}
}
