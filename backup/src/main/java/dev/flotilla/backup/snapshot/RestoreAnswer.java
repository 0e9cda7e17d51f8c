// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A stream was restored, by the word of the server; compare its state with what was backed up.
 *
 * @param config the stream's configuration now
 * @param state its state now
 * @param bytes of the archive that were sent
 */
public record RestoreAnswer(JsonNode config, JsonNode state, long bytes) {}
