// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.nats.cluster.status.RollStop;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Notices that a roll must stop, and remembers it, during one pass.
 *
 * @param rules what the pass knows
 * @param deadline how long a server may take to become ready
 * @param clock tells how long it has taken
 * @param held since when servers that run hold the roll
 */
record RollStops(StopRules rules, Duration deadline, InstantSource clock, HeldSince held) {
  /** Servers as a pass finds them; one that has failed by now stops the roll. */
  Observation begin(Observation seen) throws InterruptedException {
    if (seen.facts().paused() || !seen.facts().observed()) {
      return seen;
    }
    Optional<RollStop> known = known(seen.facts());
    Optional<RollStop> stop = known.isPresent() ? known : begun(seen.facts());
    return stop.map(seen::with).orElse(seen);
  }

  /** Servers as the pass finds them later. */
  Observation during(Observation seen) {
    return seen.facts().observed() ? known(seen.facts()).map(seen::with).orElse(seen) : seen;
  }

  /** These changes of the servers' other objects, as long as the roll does not stop. */
  List<Change> earlier(List<Change> changes, Observation seen) {
    return seen.stop().filter(stop -> !HeldChange.ended(stop)).isPresent()
        ? rules.earlier(changes, seen.facts())
        : changes;
  }

  /**
   * How far the servers are, and what the journal keeps of the stop. A roll that was held for too
   * long stops here.
   */
  RollProgress progress(Step last, Observation seen) {
    Optional<RollStop> late = seen.stop().isPresent() ? Optional.empty() : late(last, seen.facts());
    if (late.isPresent()) {
      rules.record(late.get());
      return RollProgress.of(StopPlanner.stopped(late.get()), seen.with(late.get()).facts())
          .stopped(late.get());
    }
    RollProgress progress = RollProgress.of(last, seen.facts());
    if (seen.stop().isPresent()) {
      return progress.stopped(seen.stop().get());
    }
    return seen.facts().observed() ? progress : progress.remembering(rules.known());
  }

  private Optional<RollStop> late(Step last, RollFacts facts) {
    Optional<HeldChange> change = HeldChange.of(last, facts);
    if (change.isEmpty()) {
      held.ends();
      return Optional.empty();
    }
    Duration lasting = held.at(clock.instant(), facts);
    return lasting.compareTo(HeldChange.patience(deadline)) < 0
        ? Optional.empty()
        : Optional.of(stop(change.get(), lasting, facts));
  }

  private RollStop stop(HeldChange change, Duration lasting, RollFacts facts) {
    return new RollStop(
        facts.set().orElseThrow().updateRevision(),
        rules.document().orElse(null),
        change.server(),
        change.cause().code().name(),
        change.message(lasting),
        change.cause().kept(),
        clock.instant().toString());
  }

  private Optional<RollStop> known(RollFacts facts) {
    return rules.known().filter(stop -> StopPlanner.holds(stop, facts, rules.document()));
  }

  private Optional<RollStop> begun(RollFacts facts) throws InterruptedException {
    Optional<ServerFailure> failure =
        ServerFailure.find(facts, deadline, clock.instant())
            .filter(_ -> facts.matches())
            .filter(failed -> rules.returnable(failed.pod().ordinal()));
    if (failure.isEmpty()) {
      return Optional.empty();
    }
    ServerPod pod = failure.get().pod();
    Trouble trouble = failure.get().trouble();
    RollStop stop =
        new RollStop(
            pod.revision(),
            rules.document().orElse(null),
            pod.ordinal(),
            trouble.code(),
            trouble.message() + " (" + trouble.code() + ")",
            rules.obstacle(pod, facts).orElse(null),
            clock.instant().toString());
    rules.record(stop);
    return Optional.of(stop);
  }
}
