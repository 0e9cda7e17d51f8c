// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.Trouble;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one pass of the engine could know: how servers really were when it last asked them. It is
 * not blamed for what happened since.
 */
final class Known {
  private final Document document;
  private final Set<Integer> risky = new TreeSet<>();
  private final Set<Integer> lacking = new TreeSet<>();
  private OptionalInt leader = OptionalInt.empty();
  private OptionalInt evacuated = OptionalInt.empty();
  private Optional<Integer> budget = Optional.empty();
  private boolean calmElsewhere = true;
  private boolean leaderAsked;
  private boolean disturbed;

  Known(Document document) {
    this.document = document;
  }

  Document document() {
    return document;
  }

  /** Servers without which a group would lose its quorum. */
  Set<Integer> risky() {
    return risky;
  }

  /** Servers that take no part, or owe something. */
  Set<Integer> lacking() {
    return lacking;
  }

  /** It asks the servers. */
  void asks(World world) {
    risky.clear();
    lacking.clear();
    int servers = world.set().map(set -> set.spec().replicas()).orElse(0);
    for (int ordinal = 0; ordinal < servers; ordinal++) {
      if (!world.servers().holds(ordinal)) {
        lacking.add(ordinal);
      }
      if (!world.servers().survive(ordinal)) {
        risky.add(ordinal);
      }
    }
  }

  void learnsLeader(OptionalInt found) {
    leader = found;
  }

  void asksLeaderToMove() {
    leaderAsked = true;
  }

  /** Whether it knows that the meta leader is there, and has not asked it to move. */
  boolean neglectsLeader(int ordinal) {
    return leader.isPresent() && leader.getAsInt() == ordinal && !leaderAsked;
  }

  void learnsOfOthers(Optional<Trouble> trouble) {
    calmElsewhere = trouble.isEmpty();
  }

  /** Whether it knows of nothing wrong in a cluster that shares the meta group. */
  boolean isCalmElsewhere() {
    return calmElsewhere;
  }

  void evacuates(int ordinal) {
    evacuated = OptionalInt.of(ordinal);
  }

  boolean hasEvacuated(int ordinal) {
    return evacuated.equals(OptionalInt.of(ordinal));
  }

  void learnsBudget(Optional<Integer> found) {
    budget = found;
  }

  /** Whether it knows that nobody else may take a server. */
  boolean isProtected() {
    return budget.equals(Optional.of(0));
  }

  /** Something happened in the middle of the pass. */
  void disturb() {
    disturbed = true;
  }

  boolean isDisturbed() {
    return disturbed;
  }
}
