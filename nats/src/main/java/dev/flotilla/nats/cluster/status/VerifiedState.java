// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The last spec with which all servers were verified healthy: where they return to when a change
 * fails or is aborted, also while the hub is away.
 *
 * @param spec as it was in the resource
 */
public record VerifiedState(
    @JsonPropertyDescription("The spec with which all servers were verified healthy")
        JsonNode spec) {}
