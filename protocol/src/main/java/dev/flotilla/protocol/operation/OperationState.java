// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.Problem;
import java.time.Instant;

/**
 * The life of an operation: {@code Queued → Delivered → Waiting → Running → } one of six ends. An
 * event may be late, doubled, or arrive when an earlier one was lost: a state is never left
 * backwards, and an end is never left at all.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OperationState.Queued.class, name = "Queued"),
  @JsonSubTypes.Type(value = OperationState.Delivered.class, name = "Delivered"),
  @JsonSubTypes.Type(value = OperationState.Waiting.class, name = "Waiting"),
  @JsonSubTypes.Type(value = OperationState.Running.class, name = "Running"),
  @JsonSubTypes.Type(value = OperationState.Succeeded.class, name = "Succeeded"),
  @JsonSubTypes.Type(value = OperationState.Failed.class, name = "Failed"),
  @JsonSubTypes.Type(value = OperationState.Refused.class, name = "Refused"),
  @JsonSubTypes.Type(value = OperationState.Cancelled.class, name = "Cancelled"),
  @JsonSubTypes.Type(value = OperationState.Expired.class, name = "Expired"),
  @JsonSubTypes.Type(value = OperationState.Superseded.class, name = "Superseded"),
})
public sealed interface OperationState {

  /** When this state was reached. */
  Instant at();

  /** The name that people see, such as {@code Running}. */
  @JsonIgnore
  default String name() {
    return getClass().getSimpleName();
  }

  /** An end: no event leads out of it. */
  sealed interface Ended extends OperationState {}

  /** On the hub's disk, not yet known to the member. */
  record Queued(Instant at) implements OperationState {}

  /** The agent has admitted it. */
  record Delivered(Instant at) implements OperationState {}

  record Waiting(Instant at, String reason) implements OperationState {}

  record Running(Instant at, Progress progress) implements OperationState {}

  record Succeeded(Instant at, String message) implements Ended {}

  record Failed(Instant at, Problem problem) implements Ended {}

  record Refused(Instant at, Problem problem) implements Ended {}

  record Cancelled(Instant at, String by) implements Ended {}

  record Expired(Instant at) implements Ended {}

  record Superseded(Instant at, OperationId by) implements Ended {}

  /** Returns the state after an event; the same instance when the event changes nothing. */
  default OperationState next(OperationEvent event) {
    if (this instanceof Ended) {
      return this;
    }
    return switch (event) {
      case OperationEvent.Admitted(var at) -> this instanceof Queued ? new Delivered(at) : this;
      case OperationEvent.Held(var at, var reason) ->
          this instanceof Running ? this : new Waiting(at, reason);
      case OperationEvent.Progressed(var at, var progress) -> new Running(at, progress);
      case OperationEvent.Succeeded(var at, var message) -> new Succeeded(at, message);
      case OperationEvent.Failed(var at, var problem) -> new Failed(at, problem);
      case OperationEvent.Refused(var at, var problem) -> new Refused(at, problem);
      case OperationEvent.Cancelled(var at, var by) -> new Cancelled(at, by);
      case OperationEvent.Expired(var at) -> this instanceof Queued ? new Expired(at) : this;
      case OperationEvent.Superseded(var at, var by) -> new Superseded(at, by);
    };
  }
}
