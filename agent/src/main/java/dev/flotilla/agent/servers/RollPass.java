// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Blocked;
import java.util.function.Function;

/**
 * One pass: decides, and has the decision executed, until there is something to wait for. What it
 * knows beyond the facts of an observation (a verdict, who was asked to move) ends with it.
 */
final class RollPass {
  /** More steps than any roll has between two waits: nine servers, some steps each. */
  private static final int MOST_STEPS = 50;

  private final Function<RollFacts, Step> planner;
  private final Effects effects;

  RollPass(Function<RollFacts, Step> planner, Effects effects) {
    this.planner = planner;
    this.effects = effects;
  }

  /** What a pass does to the world, and asks of it. */
  interface Effects {
    /** Returns once that is in the journal. */
    void record(Intent intent);

    HealthVerdict verify(RollFacts facts) throws InterruptedException;

    void moveMetaLeader(RollFacts facts, int ordinal) throws InterruptedException;

    void evacuate(RollFacts facts, int ordinal) throws InterruptedException;

    Trouble renewClaims(RollFacts facts, HealthVerdict.HeldExpired held)
        throws InterruptedException;

    /** Writes to the API server, and returns what is observed afterwards. */
    RollFacts write(Step step) throws Blocked, InterruptedException;
  }

  /**
   * How a pass ends.
   *
   * @param step what is waited for, or that nothing is
   * @param facts that led to it
   */
  record Ending(Step step, RollFacts facts) {}

  /** Proceeds from these facts as far as possible. */
  Ending from(RollFacts first) throws Blocked, InterruptedException {
    RollFacts facts = first;
    for (int i = 0; i < MOST_STEPS; i++) {
      Step step = planner.apply(facts);
      Intent.of(step, facts).ifPresent(effects::record);
      if (step instanceof Step.Done || step instanceof Step.Await) {
        return new Ending(step, facts);
      }
      if (step instanceof Step.Heal(int partition, var despite)) {
        return new Ending(
            new Step.Await(Step.Phase.ROLL, despite),
            effects.write(new Step.SetPartition(partition)));
      }
      facts = after(step, facts);
    }
    throw new IllegalStateException("the roll does not converge: " + facts);
  }

  private RollFacts after(Step step, RollFacts facts) throws Blocked, InterruptedException {
    return switch (step) {
      case Step.Verify _ -> facts.with(effects.verify(facts));
      case Step.MoveMetaLeader(int ordinal) -> {
        effects.moveMetaLeader(facts, ordinal);
        yield facts.withLeaderMoved();
      }
      case Step.Evacuate(int ordinal) -> {
        effects.evacuate(facts, ordinal);
        yield facts.withEvacuated();
      }
      case Step.RenewClaims(var held) ->
          facts.with(new HealthVerdict.Unhealthy(effects.renewClaims(facts, held)));
      default -> effects.write(step);
    };
  }
}
