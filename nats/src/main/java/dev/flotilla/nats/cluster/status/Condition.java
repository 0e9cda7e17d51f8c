// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the shape that Kubernetes tools expect.
 *
 * @param type {@code Accepted}, {@code Progressing} or {@code Ready}
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param reason CamelCase form of a stable code, or a reason of Kubernetes
 * @param message a sentence for a person
 * @param lastTransitionTime when the status last changed, RFC 3339
 * @param observedGeneration generation that was judged
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Condition(
    @JsonPropertyDescription("Accepted, Progressing or Ready") String type,
    @JsonPropertyDescription("True, False or Unknown") String status,
    @JsonPropertyDescription("Stable reason") String reason,
    @JsonPropertyDescription("Human-readable message") String message,
    @JsonPropertyDescription("When the status last changed") String lastTransitionTime,
    @JsonPropertyDescription("Generation that the condition is based on")
        @Nullable Long observedGeneration) {}
