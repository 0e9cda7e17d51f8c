// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares specs, of which the API server drops what is null, and orders fields as it likes. */
final class SpecFields {
  private SpecFields() {}

  /**
   * Whether two specs say the same.
   *
   * @param ignored fields that may differ
   */
  static boolean equal(JsonNode one, JsonNode other, Set<String> ignored) {
    return without(one, ignored).equals(without(other, ignored));
  }

  private static Map<String, Object> without(JsonNode spec, Set<String> ignored) {
    Map<String, Object> fields = new TreeMap<>();
    spec.properties().stream()
        .filter(field -> !ignored.contains(field.getKey()) && !field.getValue().isNull())
        .forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
    return fields;
  }

  private static Object plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return without(object, Set.of());
    }
    return value.isArray()
        ? value.valueStream().map(SpecFields::plain).toList()
        : new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
