// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of a saved stream.
 *
 * @param config as the server gave it
 * @param state as the server gave it; null when it was not asked for
 * @param inArchive true when the archive holds it, so that a restore brings it by itself
 */
public record SavedConsumer(
    String name, JsonNode config, @Nullable JsonNode state, boolean inArchive) {}
