// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What was requested of a resource.
 *
 * @param type {@code deploy}, {@code upgrade}, {@code restart}, {@code abort}, {@code backup} or
 *     {@code restore}
 * @param target the resource, in the same namespace
 * @param revision revision of the hub's document to be reconciled; absent for the target as it is
 *     now
 * @param payload the hub's signed envelope; absent for an operation created in the member
 * @param requestedBy the requester
 * @param control {@code run} or {@code cancel}; absent means run
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NatsOperationSpec(
    @JsonPropertyDescription(
            "Type of operation: deploy, upgrade, restart, abort, backup or restore")
        @Nullable String type,
    @JsonPropertyDescription("The resource to operate on, in the same namespace")
        @Nullable Target target,
    @JsonPropertyDescription("Revision of the hub's document that the operation deploys")
        @Nullable Long revision,
    @JsonPropertyDescription(
            "The hub's signed envelope; absent for an operation created in the member")
        @Nullable JsonNode payload,
    @JsonPropertyDescription("Who requested the operation") @Nullable String requestedBy,
    @JsonPropertyDescription("run, or cancel to cancel the operation before it has started")
        @Nullable String control) {
  /**
   * A resource in the same namespace.
   *
   * @param kind {@code NatsCluster}, {@code NatsBackup} or {@code NatsRestore}
   * @param name its name
   */
  public record Target(
      @JsonPropertyDescription("NatsCluster, NatsBackup or NatsRestore") String kind,
      @JsonPropertyDescription("Name of the resource") String name) {}
}
