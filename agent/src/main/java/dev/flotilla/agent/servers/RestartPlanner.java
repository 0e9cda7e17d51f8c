// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.servers.Step.Phase;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides the next step of a requested restart, between servers that all have the newest template.
 * Neither the template nor the partition changes: each pod is deleted behind the gate of a roll,
 * and comes back as it was. Pure.
 */
final class RestartPlanner {
  private RestartPlanner() {}

  /** The next step; empty when nothing is left to restart, or a roll is still to end. */
  static Optional<Step> next(RollFacts observed, SetFacts set) {
    List<ServerPod> due = observed.toRestart();
    return due.isEmpty() || set.partition() != observed.wanted()
        ? Optional.empty()
        : Optional.of(next(observed, due));
  }

  private static Step next(RollFacts observed, List<ServerPod> due) {
    if (!RollPlanner.budgetIs(observed, DisruptionBudget.CLOSED)) {
      return new Step.SetBudget(DisruptionBudget.CLOSED);
    }
    return stuck(observed, due)
        .or(() -> RollWait.unready(observed, 0, Phase.ROLL))
        .orElseGet(() -> gate(observed, due));
  }

  /**
   * The only server that does not serve, and is not about to: its restart costs nothing, and no
   * gate would open before it.
   */
  private static Optional<Step> stuck(RollFacts observed, List<ServerPod> due) {
    long serving = observed.pods().stream().filter(ServerPod::serving).count();
    return due.stream()
        .filter(pod -> serving == observed.wanted() - 1 && !pod.serving())
        .filter(pod -> !pod.terminating() && (!pod.moving() || pod.trouble().isPresent()))
        .findFirst()
        .map(Step.RestartServer::new);
  }

  /** From the highest ordinal, as a roll. Only a server that restarts, too, gives up the lead. */
  private static Step gate(RollFacts observed, List<ServerPod> due) {
    ServerPod next = due.stream().max(Comparator.comparingInt(ServerPod::ordinal)).orElseThrow();
    Step step = RollPlanner.gate(observed, next.ordinal(), new Step.RestartServer(next));
    return step instanceof Step.MoveMetaLeader && !leads(observed, due)
        ? new Step.Evacuate(next.ordinal())
        : step;
  }

  private static boolean leads(RollFacts observed, List<ServerPod> due) {
    return observed.verdict() instanceof HealthVerdict.Healthy(var leader, _)
        && due.stream().anyMatch(pod -> leader.isPresent() && leader.getAsInt() == pod.ordinal());
  }
}
