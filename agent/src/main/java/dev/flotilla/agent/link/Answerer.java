// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import java.util.Optional;

/** Answers queries of the hub. */
public interface Answerer {
  /**
   * Judges a query and answers it.
   *
   * @param self the agent that was asked
   * @param keys that a pinned root vouches for
   * @param query not verified yet
   * @return empty when the hub cannot have sent it, or when it is being answered already
   */
  Optional<QueryAnswer> answer(AgentId self, KeySet keys, Envelope query)
      throws InterruptedException;
}
