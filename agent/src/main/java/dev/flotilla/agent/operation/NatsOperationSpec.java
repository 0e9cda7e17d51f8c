// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked of a resource.
 *
 * @param type {@code deploy}
 * @param target the resource, in the same namespace
 * @param revision revision of the hub's document that must come true; absent for the target as it
 *     is now
 * @param payload the hub's signed envelope; absent for an operation made here
 * @param requestedBy who asked
 * @param cancel whether the one who asked took it back
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NatsOperationSpec(
    @JsonPropertyDescription("What is asked: deploy") @Nullable String type,
    @JsonPropertyDescription("The resource that it is asked of, in the same namespace")
        @Nullable Target target,
    @JsonPropertyDescription("Revision of the hub's document that must come true")
        @Nullable Long revision,
    @JsonPropertyDescription("The hub's signed envelope; absent for an operation made here")
        @Nullable JsonNode payload,
    @JsonPropertyDescription("Who asked") @Nullable String requestedBy,
    @JsonPropertyDescription("Set to true to take it back while it has not begun")
        @Nullable Boolean cancel) {
  /**
   * A resource in the same namespace.
   *
   * @param kind {@code NatsCluster}
   * @param name its name
   */
  public record Target(
      @JsonPropertyDescription("NatsCluster") String kind,
      @JsonPropertyDescription("Name of the resource") String name) {}
}
