// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.admission.Admission;
import dev.flotilla.protocol.admission.Verdict;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Admits queries. An answer shows the member's state, so the permissions that the hub has in NATS
 * are not sufficient.
 */
@ApplicationScoped
public class QueryAdmission {
  private final Refusals refusals;
  private final InstantSource clock;

  QueryAdmission(Refusals refusals, InstantSource clock) {
    this.refusals = refusals;
    this.clock = clock;
  }

  /** The query, if the hub sent it to this agent recently. */
  public Optional<Query> admit(AgentId self, KeySet keys, Envelope envelope)
      throws InterruptedException {
    Verdict<Query> verdict = new Admission(self, keys).judgeQuery(envelope, clock.instant());
    return switch (verdict) {
      case Verdict.Admitted<Query>(var query) -> Optional.of(query);
      case Verdict.Unchanged<Query>(var query) -> Optional.of(query);
      case Verdict.Refused<Query>(var problem) -> {
        refusals.query(problem);
        yield Optional.empty();
      }
    };
  }
}
