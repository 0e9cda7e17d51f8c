// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the document of an upgrade may change: the version, and nothing else. Otherwise a member
 * whose policy allows upgrades alone would allow everything.
 */
final class UpgradeScope {
  private static final String VERSION = "version";

  private UpgradeScope() {}

  /**
   * Why the document goes beyond the order, if it does.
   *
   * @param present spec of the NatsCluster as it is; empty when there is none
   * @param wanted spec of the document
   */
  static Optional<Problem> refusal(
      Order.Upgrade order, Optional<JsonNode> present, JsonNode wanted) {
    boolean same =
        present.filter(spec -> withoutVersion(spec).equals(withoutVersion(wanted))).isPresent();
    return same && wanted.path(VERSION).asText().equals(order.version())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.UPGRADE_CHANGES_MORE,
                "the document of this upgrade to %s changes more than the version"
                    .formatted(order.version()),
                "Deploy the document; an upgrade is for another version alone."));
  }

  /** The API server drops what is null, and keeps fields in an order of its own. */
  private static Map<String, Object> withoutVersion(JsonNode spec) {
    Map<String, Object> fields = new TreeMap<>();
    spec.properties().stream()
        .filter(field -> !field.getKey().equals(VERSION) && !field.getValue().isNull())
        .forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
    return fields;
  }

  private static Object plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      Map<String, Object> fields = new TreeMap<>();
      object.properties().stream()
          .filter(field -> !field.getValue().isNull())
          .forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
      return fields;
    }
    return value.isArray()
        ? value.valueStream().map(UpgradeScope::plain).toList()
        : new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
