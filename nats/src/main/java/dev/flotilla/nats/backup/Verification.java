// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * What was proven of a set.
 *
 * @param level {@code written} or {@code decoded}
 * @param at RFC 3339
 */
public record Verification(
    @JsonPropertyDescription("written or decoded") String level,
    @JsonPropertyDescription("When it was verified") String at) {}
