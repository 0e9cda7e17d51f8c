// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The last request to restart servers, and what is left of it. It is recorded before the first
 * server restarts.
 *
 * @param request text of the request
 * @param pods uids of the pods that are still to be replaced, by the ordinals of their servers;
 *     null when there are none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RestartStatus(
    @JsonPropertyDescription("spec.restart.request that was recorded last") String request,
    @JsonPropertyDescription("Ordinals of the servers left to restart, and uids of their pods")
        @Nullable Map<String, String> pods) {}
