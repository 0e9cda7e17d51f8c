// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import org.jspecify.annotations.Nullable;

/** A fact that an agent tells the hub. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentEvent.OperationChanged.class, name = "operation"),
  @JsonSubTypes.Type(value = AgentEvent.DocumentRefused.class, name = "refusal"),
  @JsonSubTypes.Type(value = AgentEvent.NatsClusterReported.class, name = "natscluster"),
})
public sealed interface AgentEvent {

  /** The last token of the subject, as in {@link dev.flotilla.protocol.Subjects#event}. */
  @JsonIgnore
  default String token() {
    return switch (this) {
      case OperationChanged _ -> "operation";
      case DocumentRefused _ -> "refusal";
      case NatsClusterReported _ -> "natscluster";
    };
  }

  /** Something happened to an operation. */
  record OperationChanged(OperationId operation, OperationEvent event) implements AgentEvent {}

  /**
   * Something in the inbox was not admitted.
   *
   * @param key what it claimed to be; null for the index
   * @param revision what it claimed; 0 when not readable
   */
  record DocumentRefused(@Nullable ResourceKey key, long revision, Problem problem)
      implements AgentEvent {}

  /** The state of a NatsCluster changed in a way that a person would ask about. */
  record NatsClusterReported(NatsClusterReport report) implements AgentEvent {}
}
