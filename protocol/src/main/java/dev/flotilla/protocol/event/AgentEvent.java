// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact that an agent tells the hub. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AgentEvent.OperationChanged.class, name = "operation"),
  @JsonSubTypes.Type(value = AgentEvent.DocumentRefused.class, name = "refusal"),
  @JsonSubTypes.Type(value = AgentEvent.QueryRefused.class, name = "query-refusal"),
  @JsonSubTypes.Type(value = AgentEvent.NatsClusterReported.class, name = "natscluster"),
  @JsonSubTypes.Type(value = AgentEvent.Inventory.class, name = "inventory"),
})
public sealed interface AgentEvent {

  /** The last token of the subject, as in {@link dev.flotilla.protocol.Subjects#event}. */
  @JsonIgnore
  default String token() {
    return switch (this) {
      case OperationChanged _ -> "operation";
      case DocumentRefused _, QueryRefused _ -> "refusal";
      case NatsClusterReported _ -> "natscluster";
      case Inventory _ -> "inventory";
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

  /** Something that claimed to be asked by the hub was not answered. */
  record QueryRefused(Problem problem) implements AgentEvent {}

  /** The state of a NatsCluster changed in a way that a person would ask about. */
  record NatsClusterReported(NatsClusterReport report) implements AgentEvent {}

  /**
   * What is there, told on each connection: a NatsCluster may have been deleted while no agent ran.
   *
   * @param names of the NatsClusters in each namespace that the agent serves; one that is not named
   *     is gone
   */
  record Inventory(Map<String, List<String>> names) implements AgentEvent {
    /** Whether a NatsCluster is gone: in a namespace that is served, and not among its names. */
    public boolean lacks(String namespace, String name) {
      List<String> present = names.get(namespace);
      return present != null && !present.contains(name);
    }
  }
}
