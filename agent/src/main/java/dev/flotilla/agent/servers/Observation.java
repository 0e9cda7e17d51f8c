// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.nats.cluster.status.RollStop;
import java.util.List;
import java.util.Optional;

/**
 * The result of one observation: the facts for the planner, and the objects that writes are bound
 * to.
 *
 * @param facts for the planner
 * @param stop of the roll; empty while there is none
 * @param set the StatefulSet, if it exists
 * @param budget the budget, if it exists
 * @param wantedSet the StatefulSet of the blueprint with the live partition
 * @param pulls pods that pull an image on the nodes of servers
 */
public record Observation(
    RollFacts facts,
    Optional<RollStop> stop,
    Optional<Live> set,
    Optional<Live> budget,
    Manifest wantedSet,
    List<Live> pulls) {
  public Observation {
    pulls = List.copyOf(pulls);
  }

  Observation with(RollFacts changed) {
    return new Observation(changed, stop, set, budget, wantedSet, pulls);
  }

  /** The same with a roll that is held where it stopped. */
  Observation with(RollStop present) {
    return new Observation(facts.paused(true), Optional.of(present), set, budget, wantedSet, pulls);
  }
}
