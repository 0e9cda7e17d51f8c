// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationRequest;
import java.time.Instant;
import java.util.List;

/** One line of the operation log, stored under {@code oplog.<agent>.<operation>}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogEntry.Requested.class, name = "requested"),
  @JsonSubTypes.Type(value = LogEntry.CancelRequested.class, name = "cancel-requested"),
  @JsonSubTypes.Type(value = LogEntry.Happened.class, name = "happened"),
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
}
