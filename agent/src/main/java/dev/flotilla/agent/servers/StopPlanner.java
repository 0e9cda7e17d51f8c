// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.servers.Step.Phase;
import dev.flotilla.nats.cluster.status.RollStop;
import dev.flotilla.protocol.Code;
import java.util.Optional;

/**
 * Decides the next step of a roll that was stopped: the partition rises above the server that
 * failed, so that the StatefulSet controller creates its pod from the earlier template, and that
 * pod is deleted. Then the servers are held as they are, at once where none failed. Pure.
 */
final class StopPlanner {
  private StopPlanner() {}

  /**
   * Whether a stop is about what the servers would get now. A server that was left where it is and
   * came up after all ends it, since nothing was reverted. Servers that were not healthy while they
   * ran do not: they may have been taken for healthy too early once.
   *
   * @param document revision of the present document
   */
  static boolean holds(RollStop stop, RollFacts facts, Optional<Long> document) {
    boolean recovered =
        stop.kept() != null
            && !HeldChange.ended(stop)
            && facts.pod(stop.server()).filter(ServerPod::serving).isPresent();
    return facts.matches()
        && !facts.paused()
        && !facts.complete()
        && !recovered
        && document.equals(Optional.ofNullable(stop.revision()))
        && facts.set().filter(set -> set.updateRevision().equals(stop.template())).isPresent();
  }

  /**
   * The next step.
   *
   * @param held the facts, with changes held back as in a pause
   */
  static Step next(RollFacts held, RollStop stop) {
    SetFacts set = held.set().orElseThrow();
    Optional<ServerPod> failed =
        held.pod(stop.server()).filter(pod -> pod.revision().equals(stop.template()));
    if (stop.kept() == null && failed.isPresent()) {
      return withdraw(failed.get(), set).orElseGet(() -> RollPlanner.next(held));
    }
    Step step = RollPlanner.next(held);
    return stop.kept() != null && step instanceof Step.Await ? stopped(stop) : step;
  }

  /** What a roll waits for whose servers stay as they are. */
  static Step stopped(RollStop stop) {
    return new Step.Await(Phase.ROLL, new Trouble(Code.ROLL_STOPPED, sentence(stop)));
  }

  private static Optional<Step> withdraw(ServerPod failed, SetFacts set) {
    if (set.partition() <= failed.ordinal()) {
      return Optional.of(new Step.SetPartition(failed.ordinal() + 1));
    }
    return set.observed() && !failed.terminating()
        ? Optional.of(new Step.ReplacePod(failed))
        : Optional.empty();
  }

  /** What happened, for people. */
  static String sentence(RollStop stop) {
    return "stopped: "
        + stop.message()
        + (stop.kept() == null
            ? "; this server has its earlier template again, the others stay as they are"
            : "; all servers stay as they are: " + stop.kept());
  }
}
