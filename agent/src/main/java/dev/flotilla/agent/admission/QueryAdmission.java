// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.plan.PlanQuery;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Lets questions in. An answer shows the member's state, so nobody gets one who merely has the
 * hub's rights in NATS.
 */
@ApplicationScoped
public class QueryAdmission {
  private final Refusals refusals;
  private final InstantSource clock;

  QueryAdmission(Refusals refusals, InstantSource clock) {
    this.refusals = refusals;
    this.clock = clock;
  }

  /** The question, if the hub asked it of this agent, and lately. */
  public Optional<PlanQuery> admit(AgentId self, KeySet keys, Envelope envelope)
      throws InterruptedException {
    Verdict<PlanQuery> verdict = new Admission(self, keys).judgeQuery(envelope, clock.instant());
    return switch (verdict) {
      case Verdict.Admitted<PlanQuery>(var query) -> Optional.of(query);
      case Verdict.Unchanged<PlanQuery>(var query) -> Optional.of(query);
      case Verdict.Refused<PlanQuery>(var problem) -> {
        refusals.query(problem);
        yield Optional.empty();
      }
    };
  }
}
