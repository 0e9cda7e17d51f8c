// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.WireType;
import java.time.Instant;

/**
 * The life of an operation: {@code Queued → Delivered → Waiting → Running → } one of six ends. An
 * event may be late, doubled, or arrive when an earlier one was lost: a state is never left
 * backwards, and an end is never left at all.
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "state",
    visible = true,
    defaultImpl = OperationState.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(OperationState.Queued.class),
  @JsonSubTypes.Type(OperationState.Delivered.class),
  @JsonSubTypes.Type(OperationState.Waiting.class),
  @JsonSubTypes.Type(OperationState.Running.class),
  @JsonSubTypes.Type(OperationState.Succeeded.class),
  @JsonSubTypes.Type(OperationState.Failed.class),
  @JsonSubTypes.Type(OperationState.Refused.class),
  @JsonSubTypes.Type(OperationState.Cancelled.class),
  @JsonSubTypes.Type(OperationState.Expired.class),
  @JsonSubTypes.Type(OperationState.Superseded.class),
})
public sealed interface OperationState {

  /** When this state was reached. */
  Instant at();

  /** The name that people see, such as {@code Running}; the word on the wire as well. */
  @JsonProperty("state")
  default String name() {
    return WireType.of(this);
  }

  /** An end: no event leads out of it. */
  sealed interface Ended extends OperationState {}

  /** On the hub's disk, not yet known to the member. */
  @JsonTypeName("Queued")
  record Queued(Instant at) implements OperationState {}

  /** The agent has admitted it. */
  @JsonTypeName("Delivered")
  record Delivered(Instant at) implements OperationState {}

  @JsonTypeName("Waiting")
  record Waiting(Instant at, String reason) implements OperationState {}

  @JsonTypeName("Running")
  record Running(Instant at, Progress progress) implements OperationState {}

  @JsonTypeName("Succeeded")
  record Succeeded(Instant at, String message) implements Ended {}

  @JsonTypeName("Failed")
  record Failed(Instant at, Problem problem) implements Ended {}

  @JsonTypeName("Refused")
  record Refused(Instant at, Problem problem) implements Ended {}

  @JsonTypeName("Cancelled")
  record Cancelled(Instant at, String by) implements Ended {}

  @JsonTypeName("Expired")
  record Expired(Instant at) implements Ended {}

  @JsonTypeName("Superseded")
  record Superseded(Instant at, OperationId by) implements Ended {}

  /**
   * A state of which this build knows only the name. Nothing leads out of it here: it is left to
   * the build that knows it.
   */
  record Unknown(Instant at, @JsonProperty("state") String name) implements Ended {}

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
      case OperationEvent.Unknown(var at, var type, var ends) ->
          ends ? new Unknown(at, type) : this;
    };
  }
}
