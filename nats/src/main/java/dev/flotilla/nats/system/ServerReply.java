// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * One server's answer to a system request.
 *
 * @param server who answered
 * @param data what it said; a missing node when it reported an error
 * @param error its error in words, if any
 */
public record ServerReply(ServerInfo server, JsonNode data, Optional<String> error) {
  static Optional<ServerReply> read(byte[] bytes) {
    return SystemJson.object(bytes).flatMap(ServerReply::read);
  }

  private static Optional<ServerReply> read(JsonNode node) {
    JsonNode data = node.path("data");
    JsonNode error = node.path("error");
    Optional<String> words =
        error.isMissingNode()
            ? Optional.empty()
            : Optional.of(error.path("description").asText(error.toString()));
    return SystemJson.read(node.path("server"), ServerInfo.class)
        .map(server -> new ServerReply(server, data, words));
  }

  <T> Optional<T> as(Class<T> type) {
    return error.isPresent() ? Optional.empty() : SystemJson.read(data, type);
  }
}
