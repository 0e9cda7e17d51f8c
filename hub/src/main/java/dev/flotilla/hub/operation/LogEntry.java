// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationRequest;
import java.time.Instant;

/** One line of the operation log, stored under {@code oplog.<agent>.<operation>}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "entry")
@JsonSubTypes({
  @JsonSubTypes.Type(value = LogEntry.Requested.class, name = "requested"),
  @JsonSubTypes.Type(value = LogEntry.CancelRequested.class, name = "cancel-requested"),
  @JsonSubTypes.Type(value = LogEntry.Happened.class, name = "happened"),
})
public sealed interface LogEntry {
  /**
   * Somebody asked for an operation.
   *
   * @param request who, what, until when
   * @param body text of the target's document; kept as text because its digest is what counts
   */
  record Requested(OperationRequest request, String body) implements LogEntry {}

  /**
   * Somebody took it back; the agent has the last word.
   *
   * @param by name of the token
   * @param at the hub's clock
   */
  record CancelRequested(String by, Instant at) implements LogEntry {}

  /** Something happened to it. */
  record Happened(OperationEvent event) implements LogEntry {}
}
