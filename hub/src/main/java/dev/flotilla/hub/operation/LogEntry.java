// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.resource.ResourceKey;
import java.time.Instant;
import java.util.List;

/**
 * One line of the operation log, stored under {@code oplog.<agent>.<operation>}; a checkpoint under
 * {@code oplog.<agent>.checkpoint}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogEntry.Requested.class, name = "requested"),
  @JsonSubTypes.Type(value = LogEntry.CancelRequested.class, name = "cancel-requested"),
  @JsonSubTypes.Type(value = LogEntry.Happened.class, name = "happened"),
  @JsonSubTypes.Type(value = LogEntry.Withdrawn.class, name = "withdrawn"),
  @JsonSubTypes.Type(value = LogEntry.Checkpoint.class, name = "checkpoint"),
})
public sealed interface LogEntry {
  /**
   * An operation was requested.
   *
   * @param request who, what, until when
   * @param changes of desired state, all in the revision that the request awaits
   */
  record Requested(OperationRequest request, List<DesiredChange> changes) implements LogEntry {
    public Requested {
      changes = List.copyOf(changes);
    }
  }

  /**
   * Its requester wants it cancelled; the agent has the last word.
   *
   * @param by name of the token
   * @param at the hub's clock
   */
  record CancelRequested(String by, Instant at) implements LogEntry {}

  /** Something happened to it. */
  record Happened(OperationEvent event) implements LogEntry {}

  /**
   * A document is no longer desired; stored with the operation that brought it.
   *
   * @param key the resource
   * @param by name of the token
   * @param at the hub's clock
   */
  record Withdrawn(ResourceKey key, String by, Instant at) implements LogEntry {}

  /**
   * What all lines before it come to, but for operations of the past. Documents are named by the
   * operations that brought them and stored apart, once each: those of one agent may be longer than
   * a message.
   *
   * @param revision of the agent's index
   * @param desired what should be
   * @param operations that have not ended, or that the index of this revision lists all the same
   */
  record Checkpoint(long revision, List<Kept> desired, List<Operation> operations)
      implements LogEntry {
    public Checkpoint {
      desired = List.copyOf(desired);
      operations = List.copyOf(operations);
    }

    /**
     * What should be under one key.
     *
     * @param key the resource
     * @param revision of its document
     * @param steps the operations that made it so, oldest first
     */
    public record Kept(ResourceKey key, long revision, List<OperationId> steps) {
      public Kept {
        steps = List.copyOf(steps);
      }

      static Kept of(Desired desired) {
        return new Kept(
            desired.key(),
            desired.revision(),
            desired.steps().stream().map(Desired.Step::operation).toList());
      }
    }
  }
}
