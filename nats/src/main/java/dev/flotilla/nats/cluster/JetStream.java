// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * JetStream of one server.
 *
 * @param enabled whether the servers store streams at all
 * @param fileStore volume for streams on disk, one per server
 * @param memoryStore memory for streams in memory
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record JetStream(
    @JsonPropertyDescription("Whether the servers store streams; default true") boolean enabled,
    @JsonPropertyDescription("Volume for streams on disk, one per server") FileStore fileStore,
    @JsonPropertyDescription("Memory for streams in memory") MemoryStore memoryStore) {}
