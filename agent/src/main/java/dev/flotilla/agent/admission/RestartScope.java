// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import java.util.Optional;
import java.util.Set;

/**
 * What the document of a restart may change: the request for it, of the server of the order.
 * Otherwise a member whose policy allows restarts alone would allow everything.
 */
final class RestartScope {
  private static final String RESTART = "restart";

  private RestartScope() {}

  /**
   * Why the document goes beyond the order, if it does.
   *
   * @param present spec of the NatsCluster as it is; empty when there is none
   * @param wanted spec of the document
   */
  static Optional<Problem> refusal(
      Order.Restart order, Optional<JsonNode> present, JsonNode wanted) {
    boolean same =
        present.filter(spec -> SpecFields.equal(spec, wanted, Set.of(RESTART))).isPresent();
    return same && isOf(order, wanted.path(RESTART))
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.RESTART_CHANGES_MORE,
                "the document of this restart changes more than the request for it",
                "Deploy the document; a restart changes nothing else."));
  }

  private static boolean isOf(Order.Restart order, JsonNode restart) {
    JsonNode server = restart.path("server");
    return restart.path("request").isTextual()
        && (order.server().isPresent()
            ? server.isInt() && server.intValue() == order.server().getAsInt()
            : server.isMissingNode() || server.isNull());
  }
}
