// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.servers.HealthVerdict;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.RollPlanner;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.agent.servers.SimulatedAgent.Decisions;
import dev.flotilla.agent.servers.Step;
import dev.flotilla.agent.servers.Step.Phase;
import dev.flotilla.agent.servers.Trouble;
import dev.flotilla.nats.cluster.status.RollStop;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The engine of production with one safety removed. */
enum Mutant implements Decisions {
  /** The gate is closed, and the next server goes all the same. */
  NO_GATE {
    @Override
    public Step next(RollFacts facts) {
      Step step = RollPlanner.next(facts);
      boolean waits = step instanceof Step.Await(Phase phase, _) && phase == Phase.VERIFY;
      return waits && !facts.paused()
          ? RollPlanner.next(facts.with(new HealthVerdict.Healthy(OptionalInt.empty())))
          : step;
    }
  },

  /** Two servers may go at once. */
  TWO_AT_ONCE {
    @Override
    public Step next(RollFacts facts) {
      Step step = RollPlanner.next(facts);
      return step instanceof Step.SetPartition(int to) && to < partition(facts) && to > 0
          ? new Step.SetPartition(to - 1)
          : step;
    }
  },

  /** Servers that call themselves healthy are taken for healthy. */
  HEALTH_BELIEVED {
    @Override
    public boolean looksAtCopies() {
      return false;
    }
  },

  /** Once the partition is lowered, the server is taken for rolled. */
  ROLL_BELIEVED {
    @Override
    public Step next(RollFacts facts) {
      Step step = RollPlanner.next(facts);
      boolean waits = step instanceof Step.Await(Phase phase, _) && phase == Phase.ROLL;
      return waits && !facts.paused() && facts.matches() ? goesOn(facts, step) : step;
    }
  },

  /** The meta leader is taken for moved before anybody asked it. */
  LEADER_MOVE_BELIEVED {
    @Override
    public RollFacts observed(RollFacts facts) {
      return facts.withLeaderMoved();
    }
  },

  /** A server is taken for cleared before anybody cleared it. */
  EVACUATION_BELIEVED {
    @Override
    public RollFacts observed(RollFacts facts) {
      return facts.withEvacuated();
    }
  },

  /** The controller is taken to have seen every change at once. */
  CONTROLLER_BELIEVED {
    @Override
    public RollFacts observed(RollFacts facts) {
      return with(facts, facts.set().map(Mutant::seen), facts.budget());
    }
  },

  /** A verification stays valid for other pods, and other processes. */
  OTHER_PODS_BELIEVED {
    @Override
    public RollFacts verified(RollFacts facts) {
      return new RollFacts(
          facts.wanted(),
          facts.set(),
          facts.matches(),
          List.of(),
          facts.budget(),
          facts.verdict(),
          facts.leaderMoved());
    }
  },

  /** Nodes can be drained while servers roll. */
  BUDGET_STAYS_OPEN {
    @Override
    public Step next(RollFacts facts) {
      Step step = RollPlanner.next(facts);
      return step.equals(new Step.SetBudget(0))
          ? RollPlanner.next(with(facts, facts.set(), Optional.of(0)))
          : step;
    }
  },

  /** The budget opens for servers that are ready. */
  BUDGET_OPENS_EARLY {
    @Override
    public Step next(RollFacts facts) {
      Step step = RollPlanner.next(facts);
      boolean waits = step instanceof Step.Await(Phase phase, _) && phase == Phase.VERIFY;
      boolean rests = facts.set().filter(set -> set.partition() == facts.wanted()).isPresent();
      return waits && rests && facts.budget().equals(Optional.of(0)) ? new Step.SetBudget(1) : step;
    }
  },

  /** A new template is applied with the partition of the roll before. */
  PARTITION_STAYS_LOW {
    @Override
    public Step next(RollFacts facts) {
      Step step = RollPlanner.next(facts);
      return step instanceof Step.ApplySet && facts.set().isPresent()
          ? new Step.ApplySet(partition(facts))
          : step;
    }
  },

  /** What was given stays given, whatever happens to others meanwhile. */
  NO_WITHDRAWAL {
    @Override
    public Step next(RollFacts facts) {
      Step step = RollPlanner.next(facts);
      boolean raises = step instanceof Step.SetPartition(int to) && to > partition(facts);
      return raises && unwell(facts)
          ? new Step.Await(Phase.ROLL, new Trouble("ROLLING", "about to restart"))
          : step;
    }
  },

  /** A pause of the document does not count. */
  NO_PAUSE {
    @Override
    public RollFacts observed(RollFacts facts) {
      return facts.paused(false);
    }
  },

  /** A change that stopped goes on. */
  STOP_FORGOTTEN {
    @Override
    public Optional<RollStop> known(Optional<RollStop> stop) {
      return Optional.empty();
    }
  },

  /** A server that lags is returned like one that failed. */
  LAGGING_SERVER_TAKEN {
    @Override
    public Optional<RollStop> known(Optional<RollStop> stop) {
      return stop.map(
          found ->
              new RollStop(
                  found.template(),
                  found.revision(),
                  found.server(),
                  found.reason(),
                  found.message(),
                  null,
                  found.at()));
    }
  },

  /** What is wrong in a joined cluster does not count. */
  NO_NEIGHBOURS {
    @Override
    public Step next(RollFacts facts) {
      return facts.verdict() instanceof HealthVerdict.Healthy(var leader, _)
          ? RollPlanner.next(facts.with(new HealthVerdict.Healthy(leader)))
          : RollPlanner.next(facts);
    }
  };

  @Override
  public Step next(RollFacts facts) {
    return RollPlanner.next(facts);
  }

  private static Step goesOn(RollFacts facts, Step otherwise) {
    int next = Math.min(partition(facts), facts.wanted()) - 1;
    return next >= 0 && facts.set().isPresent() && !rolled(facts)
        ? new Step.SetPartition(next)
        : otherwise;
  }

  private static boolean rolled(RollFacts facts) {
    String newest = facts.set().map(SetFacts::updateRevision).orElse("");
    return facts.pods().stream().allMatch(pod -> pod.revision().equals(newest));
  }

  private static boolean unwell(RollFacts facts) {
    return !(facts.verdict() instanceof HealthVerdict.Healthy(_, var elsewhere))
        || elsewhere.isPresent();
  }

  private static int partition(RollFacts facts) {
    return facts.set().map(SetFacts::partition).orElse(facts.wanted());
  }

  private static SetFacts seen(SetFacts set) {
    return new SetFacts(
        set.partition(),
        set.replicas(),
        set.generation(),
        set.generation(),
        set.currentRevision(),
        set.updateRevision());
  }

  private static RollFacts with(RollFacts facts, Optional<SetFacts> set, Optional<Integer> budget) {
    return new RollFacts(
        facts.wanted(),
        set,
        facts.matches(),
        facts.pods(),
        budget,
        facts.verdict(),
        facts.leaderMoved(),
        facts.evacuated(),
        facts.paused(),
        facts.restart());
  }
}
