// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What was proven of a set.
 *
 * @param level {@code written}, {@code decoded} or {@code restored}
 * @param at RFC 3339
 */
public record Verification(
    @JsonPropertyDescription("written, decoded or restored") String level,
    @JsonPropertyDescription("When it was verified") String at) {}
