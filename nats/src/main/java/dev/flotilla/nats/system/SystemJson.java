// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads what servers answer. Newer servers say more than is known here, so unknown fields are
 * passed over.
 */
final class SystemJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private SystemJson() {}

  /** Empty for bytes that are no JSON object. */
  static Optional<JsonNode> object(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
    } catch (IOException notJson) {
      return Optional.empty();
    }
  }

  /** Empty when the node lacks the shape. */
  static <T> Optional<T> read(JsonNode node, Class<T> type) {
    try {
      return Optional.ofNullable(MAPPER.treeToValue(node, type));
    } catch (IOException otherShape) {
      return Optional.empty();
    }
  }
}
