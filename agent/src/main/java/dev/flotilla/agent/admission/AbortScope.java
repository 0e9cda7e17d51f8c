// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.Optional;
import java.util.Set;

/**
 * What the document of an abort may change: that it aborts, and that it is no longer paused.
 * Otherwise a member whose policy allows aborts alone would allow everything.
 */
final class AbortScope {
  private static final String ABORT = "abort";
  private static final String PAUSED = "paused";

  private AbortScope() {}

  /**
   * Why the document goes beyond the order, if it does.
   *
   * @param present spec of the NatsCluster as it is; empty when there is none
   * @param wanted spec of the document
   */
  static Optional<Problem> refusal(Optional<JsonNode> present, JsonNode wanted) {
    boolean same =
        present.filter(spec -> SpecFields.equal(spec, wanted, Set.of(ABORT, PAUSED))).isPresent();
    return same && wanted.path(ABORT).asBoolean() && !wanted.path(PAUSED).asBoolean()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.ABORT_CHANGES_MORE,
                "the document of this abort changes more than spec.abort and spec.paused",
                "Deploy the document; an abort only ends the change that is under way."));
  }
}
