// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Figures of one server (STATSZ).
 *
 * @param startedAt when its process began
 * @param memoryBytes resident memory
 * @param cpuPercent of one core
 * @param connections present client connections
 * @param slowConsumers connections cut since the start because they did not keep up
 */
public record ServerStatistics(
    @JsonProperty("start") Instant startedAt,
    @JsonProperty("mem") long memoryBytes,
    @JsonProperty("cpu") double cpuPercent,
    int connections,
    @JsonProperty("slow_consumers") long slowConsumers) {}
