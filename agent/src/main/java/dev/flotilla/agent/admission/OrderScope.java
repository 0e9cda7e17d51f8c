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
 * What the document of an order may change: that of an upgrade the version and nothing else, that
 * of a restart the request for it. Otherwise a member whose policy allows these alone would allow
 * everything.
 */
final class OrderScope {
  private static final String VERSION = "version";
  private static final String RESTART = "restart";

  private OrderScope() {}

  /**
   * Why the document goes beyond the order, if it does.
   *
   * @param present spec of the NatsCluster as it is; empty when there is none
   * @param wanted spec of the document
   */
  static Optional<Problem> refusal(Order order, Optional<JsonNode> present, JsonNode wanted) {
    return switch (order) {
      case Order.Upgrade upgrade ->
          changesOnly(VERSION, present, wanted) && isOf(upgrade, wanted)
              ? Optional.empty()
              : Optional.of(beyond(upgrade));
      case Order.Restart restart ->
          changesOnly(RESTART, present, wanted) && isOf(restart, wanted)
              ? Optional.empty()
              : Optional.of(beyondRestart());
      case Order.Deploy _, Order.Unknown _ -> Optional.empty();
    };
  }

  private static boolean isOf(Order.Upgrade order, JsonNode wanted) {
    return wanted.path(VERSION).asText().equals(order.version());
  }

  private static boolean isOf(Order.Restart order, JsonNode wanted) {
    JsonNode server = wanted.path(RESTART).path("server");
    return wanted.path(RESTART).path("request").isTextual()
        && (order.server().isPresent()
            ? server.isInt() && server.intValue() == order.server().getAsInt()
            : server.isMissingNode() || server.isNull());
  }

  private static Problem beyond(Order.Upgrade order) {
    return new Problem(
        Code.UPGRADE_CHANGES_MORE,
        "the document of this upgrade to %s changes more than the version"
            .formatted(order.version()),
        "Deploy the document; an upgrade is for another version alone.");
  }

  private static Problem beyondRestart() {
    return new Problem(
        Code.RESTART_CHANGES_MORE,
        "the document of this restart changes more than the request for it",
        "Deploy the document; a restart changes nothing else.");
  }

  private static boolean changesOnly(String field, Optional<JsonNode> present, JsonNode wanted) {
    return present.filter(spec -> without(field, spec).equals(without(field, wanted))).isPresent();
  }

  /** The API server drops what is null, and keeps fields in an order of its own. */
  private static Map<String, Object> without(String left, JsonNode spec) {
    Map<String, Object> fields = fields(spec);
    fields.remove(left);
    return fields;
  }

  private static Map<String, Object> fields(JsonNode object) {
    Map<String, Object> fields = new TreeMap<>();
    object.properties().stream()
        .filter(field -> !field.getValue().isNull())
        .forEach(field -> fields.put(field.getKey(), plain(field.getValue())));
    return fields;
  }

  private static Object plain(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return fields(object);
    }
    return value.isArray()
        ? value.valueStream().map(OrderScope::plain).toList()
        : new String(Json.write(value), StandardCharsets.UTF_8);
  }
}
