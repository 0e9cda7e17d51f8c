// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/**
 * A stream that was not saved or not restored.
 *
 * @param stream {@code ACCOUNT/STREAM}
 * @param code stable code
 * @param reason a sentence for a person
 */
public record StreamNote(
    @JsonPropertyDescription("ACCOUNT/STREAM") String stream,
    @JsonPropertyDescription("Stable code") String code,
    @JsonPropertyDescription("Human-readable reason") String reason) {}
