// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.servers.Step.Phase;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Decides the next step of a roll. The partition of the StatefulSet is the journal: at rest it is
 * the number of servers; during a roll it is the lowest ordinal that may take the new template,
 * whatever deletes or evicts a pod meanwhile.
 *
 * <p>While the document pauses changes, nothing about the servers begins: no template is applied,
 * not even with the partition at rest, since an evicted server would then no longer come back as it
 * was; the partition is not lowered, nobody is evacuated, and no pod is replaced. A server that is
 * on its way arrives and is verified.
 */
public final class RollPlanner {
  private RollPlanner() {}

  /** The next step from these facts. */
  public static Step next(RollFacts observed) {
    if (observed.set().isEmpty()) {
      return observed.paused() ? RollWait.uncreated() : new Step.ApplySet(observed.wanted());
    }
    SetFacts set = observed.set().get();
    Optional<Step> withdrawal = Withdrawal.next(observed, set);
    if (withdrawal.isPresent()) {
      return withdrawal.get();
    }
    if (observed.held()) {
      return hold(observed, set);
    }
    if (!observed.matches()) {
      return RollWait.inFlight(observed, set)
          .orElseGet(() -> new Step.ApplySet(beginning(observed, set)));
    }
    if (!set.observed()) {
      return RollWait.controllerLags();
    }
    return observed.complete() ? settle(observed, set) : roll(observed, set);
  }

  /**
   * The next step for servers whose document was refused. They stay as they are, some perhaps on
   * another template than the rest; but one that may go, and has not yet, no longer may when others
   * fail, and a budget that was closed for a stopped roll would block drains of nodes for as long
   * as the document is invalid.
   */
  public static Step standStill(RollFacts observed, SetFacts set) {
    boolean open = !budgetIs(observed, DisruptionBudget.CLOSED);
    if (open && set.partition() >= observed.wanted()) {
      return new Step.Done();
    }
    Optional<Step> withdrawal = Withdrawal.next(observed, set);
    if (withdrawal.isPresent()) {
      return withdrawal.get();
    }
    if (open) {
      return new Step.Done();
    }
    if (!set.observed()) {
      return RollWait.controllerLags();
    }
    Optional<Step> waiting =
        RollWait.outdated(observed, set).or(() -> RollWait.unready(observed, 0, Phase.ROLL));
    if (waiting.isPresent()) {
      return waiting.get();
    }
    return once(observed, new Step.SetBudget(DisruptionBudget.OPEN));
  }

  /**
   * The next step while a change is paused. The budget is closed for as long as a server is away,
   * and open once all are verified, so that nodes can be drained; the partition stays, so that each
   * ordinal comes back with the template it had.
   */
  private static Step hold(RollFacts observed, SetFacts set) {
    if (!set.observed()) {
      return RollWait.controllerLags();
    }
    Optional<Step> waiting =
        RollWait.outdated(observed, set).or(() -> RollWait.unready(observed, 0, Phase.ROLL));
    return waiting
        .map(step -> protectedWhile(observed, step))
        .orElseGet(() -> once(observed, opened(observed)));
  }

  private static Step protectedWhile(RollFacts observed, Step waiting) {
    return budgetIs(observed, DisruptionBudget.OPEN) && observed.wanted() > 1
        ? new Step.SetBudget(DisruptionBudget.CLOSED)
        : waiting;
  }

  private static Step opened(RollFacts observed) {
    return budgetIs(observed, DisruptionBudget.OPEN)
        ? new Step.Done()
        : new Step.SetBudget(DisruptionBudget.OPEN);
  }

  /** That step once all servers are verified healthy, and what leads there before. */
  private static Step once(RollFacts observed, Step healthy) {
    return switch (observed.verdict()) {
      case HealthVerdict.NotAsked() -> new Step.Verify();
      case HealthVerdict.HeldExpired held -> new Step.RenewClaims(held);
      case HealthVerdict.Unhealthy(var trouble, _) -> new Step.Await(Phase.VERIFY, trouble);
      case HealthVerdict.Curable(var trouble, _, _) -> new Step.Await(Phase.VERIFY, trouble);
      case HealthVerdict.Healthy _ -> healthy;
    };
  }

  /**
   * The partition when a new template is applied. A single server that is to be joined by others is
   * not part of a cluster before it restarts, so no gate behind them would ever open.
   */
  private static int beginning(RollFacts observed, SetFacts set) {
    return set.replicas() == 1 && observed.wanted() > 1 ? 0 : observed.wanted();
  }

  /**
   * Every ordinal is on the newest template: verify, then reset partition and budget. A server is
   * ready before its streams have caught up, so that only a verification opens the budget again.
   */
  private static Step settle(RollFacts observed, SetFacts set) {
    Phase phase = set.partition() == observed.wanted() ? Phase.START : Phase.ROLL;
    return RestartPlanner.next(observed, set)
        .orElseGet(
            () ->
                RollWait.unready(observed, 0, phase)
                    .map(step -> protectedWhile(observed, step))
                    .orElseGet(() -> once(observed, restore(observed, set))));
  }

  private static Step restore(RollFacts observed, SetFacts set) {
    return set.partition() == observed.wanted()
        ? opened(observed)
        : new Step.SetPartition(observed.wanted());
  }

  private static Step roll(RollFacts observed, SetFacts set) {
    if (!budgetIs(observed, DisruptionBudget.CLOSED)) {
      return new Step.SetBudget(DisruptionBudget.CLOSED);
    }
    int candidate = Math.min(set.partition(), observed.wanted()) - 1;
    if (candidate >= 0 && isLost(observed, candidate, set)) {
      return new Step.SetPartition(candidate);
    }
    return replaceLost(observed, set)
        .or(() -> replaceAlone(observed, set))
        .or(() -> RollWait.outdated(observed, set))
        .or(() -> RollWait.unready(observed, set.partition(), Phase.ROLL))
        .orElseGet(
            () ->
                candidate < 0
                    ? RollWait.revisionLags()
                    : gate(observed, candidate, new Step.SetPartition(candidate)));
  }

  /**
   * A pod that Kubernetes reports as unable to start, still on the old template: rolling it loses
   * nothing.
   */
  private static boolean isLost(RollFacts observed, int ordinal, SetFacts set) {
    return observed
        .pod(ordinal)
        .filter(pod -> !pod.serving() && pod.trouble().isPresent())
        .filter(pod -> !pod.revision().equals(set.updateRevision()))
        .isPresent();
  }

  private static Optional<Step> replaceLost(RollFacts observed, SetFacts set) {
    return observed.pods().stream()
        .filter(pod -> pod.ordinal() >= set.partition() && !pod.terminating())
        .filter(pod -> isLost(observed, pod.ordinal(), set))
        .findFirst()
        .map(Step.ReplacePod::new);
  }

  /**
   * New servers form a meta group only with the existing one, and that one restarts only when they
   * are ready, as the StatefulSet controller requires: one must go first. One below the partition
   * is there when the document changed once more before that: no gate would ever open for it.
   */
  private static Optional<Step> replaceAlone(RollFacts observed, SetFacts set) {
    return observed.pods().stream()
        .filter(pod -> observed.wanted() > 1 && pod.alone() && !pod.terminating())
        .filter(pod -> !pod.revision().equals(set.updateRevision()))
        .reduce((_, higher) -> higher)
        .map(
            pod ->
                pod.ordinal() < set.partition()
                    ? new Step.SetPartition(pod.ordinal())
                    : new Step.ReplacePod(pod));
  }

  /**
   * The servers before it are done; the next one stops when all are verified healthy and it is not
   * the meta leader.
   *
   * @param stop the step that stops it
   */
  static Step gate(RollFacts observed, int candidate, Step stop) {
    return switch (observed.verdict()) {
      case HealthVerdict.NotAsked() -> new Step.Verify();
      case HealthVerdict.HeldExpired held -> new Step.RenewClaims(held);
      case HealthVerdict.Unhealthy(var trouble, _) -> new Step.Await(Phase.VERIFY, trouble);
      case HealthVerdict.Curable curable ->
          stop instanceof Step.SetPartition
              ? heal(observed, candidate, curable)
              : new Step.Await(Phase.VERIFY, curable.trouble());
      case HealthVerdict.Healthy(var leader, var elsewhere) ->
          elsewhere
              .<Step>map(trouble -> new Step.Await(Phase.VERIFY, trouble))
              .orElseGet(() -> cleared(observed, candidate, leader).orElse(stop));
    };
  }

  /** As for healthy servers, and with the reason reported. The permit is for a new template. */
  private static Step heal(RollFacts observed, int candidate, HealthVerdict.Curable curable) {
    return cleared(observed, candidate, curable.metaLeader())
        .orElseGet(() -> new Step.Heal(candidate, RollWait.despite(observed, candidate, curable)));
  }

  /**
   * The leader waits on ordinal 0, the last to roll, so that it moves twice in a roll and not once
   * for each server. What else a server leads, and its clients, leave it just before it goes; a
   * server alone has nowhere to send them.
   */
  private static Optional<Step> cleared(RollFacts observed, int candidate, OptionalInt leader) {
    if (observed.wanted() == 1 || observed.evacuated()) {
      return Optional.empty();
    }
    int refuge = candidate == 0 ? observed.wanted() - 1 : 0;
    boolean away =
        leader.isEmpty() || (candidate == 0 ? leader.getAsInt() != 0 : leader.getAsInt() == 0);
    return Optional.of(
        away || observed.leaderMoved()
            ? new Step.Evacuate(candidate)
            : new Step.MoveMetaLeader(refuge));
  }

  static boolean budgetIs(RollFacts observed, int value) {
    return observed.budget().filter(budget -> budget == value).isPresent();
  }
}
