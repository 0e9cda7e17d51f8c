// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import java.util.Optional;

/**
 * The result of one observation: the facts for the planner, and the objects that writes are bound
 * to.
 *
 * @param facts for the planner
 * @param set the StatefulSet, if it exists
 * @param budget the budget, if it exists
 * @param wantedSet the StatefulSet of the blueprint with the live partition
 */
public record Observation(
    RollFacts facts, Optional<Live> set, Optional<Live> budget, Manifest wantedSet) {}
