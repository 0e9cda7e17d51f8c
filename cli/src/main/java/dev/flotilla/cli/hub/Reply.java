// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;

/**
 * A successful response of the hub.
 *
 * @param status 200 to 299
 * @param headers as received
 * @param body the document; a missing node when the answer has none
 */
public record Reply(int status, HttpHeaders headers, JsonNode body) {}
