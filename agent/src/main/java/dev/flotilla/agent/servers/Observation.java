// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import java.util.Optional;

/**
 * What one look at the API server showed: the facts for the planner, and the objects that writes
 * are bound to.
 *
 * @param facts for the planner
 * @param set the StatefulSet, if there
 * @param budget the budget, if there
 * @param wantedSet the StatefulSet of the blueprint with the live partition
 */
public record Observation(
    RollFacts facts, Optional<Live> set, Optional<Live> budget, Manifest wantedSet) {
  Observation with(RollFacts changed) {
    return new Observation(changed, set, budget, wantedSet);
  }

  /** Names everything whose change makes an earlier verification worthless. */
  String fingerprint() {
    return facts.fingerprint();
  }
}
