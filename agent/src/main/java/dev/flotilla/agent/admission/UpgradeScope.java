// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import java.util.Optional;
import java.util.Set;

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
        present.filter(spec -> SpecFields.equal(spec, wanted, Set.of(VERSION))).isPresent();
    return same && wanted.path(VERSION).asText().equals(order.version())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.UPGRADE_CHANGES_MORE,
                "the document of this upgrade to %s changes more than the version"
                    .formatted(order.version()),
                "Deploy the document; an upgrade is for another version alone."));
  }
}
