// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.WireType;
import dev.flotilla.protocol.resource.ResourceKey;

/**
 * What a hub may ask.
 *
 * @param <A> type of the answer
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = Question.Unknown.class)
@JsonSubTypes(@JsonSubTypes.Type(Question.PlanDeploy.class))
public sealed interface Question<A> {

  /** The word on the wire, such as {@code plan-deploy}. */
  @JsonProperty("type")
  default String type() {
    return WireType.of(this);
  }

  /** The class of its answer. */
  @JsonIgnore
  Class<A> answer();

  /**
   * What would a deploy of this document do?
   *
   * @param key the resource
   * @param body JSON of the resource, as a deploy would send it
   * @param catalogue revision of the catalogue by which the hub judged it; 0 from a hub without one
   */
  @JsonTypeName("plan-deploy")
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record PlanDeploy(ResourceKey key, byte[] body, long catalogue) implements Question<DeployPlan> {
    @Override
    public Class<DeployPlan> answer() {
      return DeployPlan.class;
    }
  }

  /**
   * A question of a newer hub.
   *
   * @param type its word on the wire
   */
  record Unknown(String type) implements Question<JsonNode> {
    @Override
    public Class<JsonNode> answer() {
      return JsonNode.class;
    }
  }
}
