// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a stream is to become.
 *
 * @param stream its name, which the configuration has as well
 * @param config as the JetStream API has it; subjects, replicas and placement may differ from the
 *     archive's
 * @param state as the snapshot's answer had it
 */
public record RestoreRequest(String stream, JsonNode config, JsonNode state) {}
