// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.WireType;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A fact that an agent reports to the hub. */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "kind",
    visible = true,
    defaultImpl = AgentEvent.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(AgentEvent.OperationChanged.class),
  @JsonSubTypes.Type(AgentEvent.DocumentRefused.class),
  @JsonSubTypes.Type(AgentEvent.QueryRefused.class),
  @JsonSubTypes.Type(AgentEvent.ResourceReported.class),
  @JsonSubTypes.Type(AgentEvent.Inventory.class),
})
public sealed interface AgentEvent {

  /**
   * The word on the wire, such as {@code operation}; the last token of the subject as well, as in
   * {@link dev.flotilla.protocol.subject.Subjects#event}.
   */
  @JsonProperty("kind")
  default String kind() {
    return WireType.of(this);
  }

  /** Something happened to an operation. */
  @JsonTypeName("operation")
  record OperationChanged(OperationId operation, OperationEvent event) implements AgentEvent {}

  /**
   * A document of the inbox was not admitted.
   *
   * @param key what it claimed to be; null for the index
   * @param revision what it claimed; 0 when not readable
   */
  @JsonTypeName("refusal")
  record DocumentRefused(@Nullable ResourceKey key, long revision, Problem problem)
      implements AgentEvent {}

  /** A query that claimed to come from the hub was not answered. */
  @JsonTypeName("query-refusal")
  record QueryRefused(Problem problem) implements AgentEvent {}

  /** The state of a resource changed in a way that a person would ask about. */
  @JsonTypeName("report")
  record ResourceReported(ResourceReport report) implements AgentEvent {}

  /**
   * The resources of one kind, reported on each connection: one may have been deleted while no
   * agent ran.
   *
   * @param of their kind, as in {@link dev.flotilla.protocol.resource.ResourceKind#token}
   * @param names of the resources in each namespace that the agent serves; one that is not named is
   *     gone
   */
  @JsonTypeName("inventory")
  record Inventory(String of, Map<String, List<String>> names) implements AgentEvent {
    /** Whether a resource is gone: of this kind, in a namespace that is served, and not named. */
    public boolean lacks(ResourceKey key) {
      List<String> present = names.get(key.namespace());
      return of.equals(key.kind()) && present != null && !present.contains(key.name());
    }
  }

  /**
   * A fact that only a newer agent knows.
   *
   * @param kind its word on the wire
   */
  record Unknown(String kind) implements AgentEvent {}
}
