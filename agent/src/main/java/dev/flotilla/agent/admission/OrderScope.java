// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import java.util.Optional;
import java.util.Set;

/**
 * What the document of an order may change: that of an upgrade the version and nothing else, that
 * of a restart the request for it, that of an abort that it aborts and is not paused. Otherwise a
 * member whose policy allows these alone would allow everything.
 */
final class OrderScope {
  private static final String VERSION = "version";
  private static final String RESTART = "restart";
  private static final String ABORT = "abort";
  private static final String PAUSED = "paused";

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
          changesOnly(Set.of(VERSION), present, wanted) && isOf(upgrade, wanted)
              ? Optional.empty()
              : Optional.of(beyond(upgrade));
      case Order.Restart restart ->
          changesOnly(Set.of(RESTART), present, wanted) && isOf(restart, wanted)
              ? Optional.empty()
              : Optional.of(beyondRestart());
      case Order.Abort _ ->
          changesOnly(Set.of(ABORT, PAUSED), present, wanted) && aborts(wanted)
              ? Optional.empty()
              : Optional.of(beyondAbort());
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

  private static boolean aborts(JsonNode wanted) {
    return wanted.path(ABORT).asBoolean() && !wanted.path(PAUSED).asBoolean();
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

  private static Problem beyondAbort() {
    return new Problem(
        Code.ABORT_CHANGES_MORE,
        "the document of this abort changes more than spec.abort and spec.paused",
        "Deploy the document; an abort only ends the change that is under way.");
  }

  private static boolean changesOnly(
      Set<String> fields, Optional<JsonNode> present, JsonNode wanted) {
    return present.filter(spec -> SpecFields.equal(spec, wanted, fields)).isPresent();
  }
}
