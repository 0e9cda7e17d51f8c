// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.plan.PlanAnswer;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import java.util.Optional;

/** Answers what the hub asks. */
public interface Answerer {
  /**
   * Judges a question and answers it.
   *
   * @param self who was asked
   * @param keys that a pinned root vouches for
   * @param question nothing of it is judged yet
   * @return empty when the hub cannot have asked it
   */
  Optional<PlanAnswer> answer(AgentId self, KeySet keys, Envelope question)
      throws InterruptedException;
}
