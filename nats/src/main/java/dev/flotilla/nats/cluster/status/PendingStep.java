// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * The step that the agent was about to execute. It is recorded before the step has an effect, so
 * that a restarted agent knows what may have been done already.
 *
 * @param name stable word, such as {@code roll}
 * @param server ordinal of the server that it is about; null for a step about all of them
 * @param version that the servers are brought to, where they pass through several; null for a step
 *     that is not about servers
 * @param generation {@code metadata.generation} that it was decided on
 * @param intentAt when it was written, RFC 3339
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PendingStep(
    @JsonPropertyDescription(
            "create, apply, protect, move-leader, evacuate, renew-claims, catch-up, roll, heal, withdraw, restart, replace, return, finish or share")
        String name,
    @JsonPropertyDescription("Ordinal of the server") @Nullable Integer server,
    @JsonPropertyDescription("Version that the servers are brought to") @Nullable String version,
    @JsonPropertyDescription("metadata.generation that it is based on") long generation,
    @JsonPropertyDescription("When it was recorded, before the step was executed")
        String intentAt) {}
