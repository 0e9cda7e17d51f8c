// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.Optional;

/** The condition that reports the progress of a shared trust. */
final class TrustCondition {
  private TrustCondition() {}

  /** Absent where nothing is shared. */
  static Optional<Condition> of(Optional<Sharing> sharing, Conditions conditions) {
    return sharing.map(
        found ->
            found
                .problem()
                .map(problem -> missing(problem, conditions))
                .orElseGet(
                    () -> conditions.of(Conditions.TRUST, true, Code.SHARED, found.words())));
  }

  private static Condition missing(Problem problem, Conditions conditions) {
    return conditions.of(Conditions.TRUST, false, problem.code(), StatusComposer.sentence(problem));
  }
}
