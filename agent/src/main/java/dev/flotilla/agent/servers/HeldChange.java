// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.servers.Step.Phase;
import dev.flotilla.nats.cluster.status.RollStop;
import dev.flotilla.nats.health.Reason;
import dev.flotilla.protocol.Code;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A change that has reached some servers and may take no other one, because those that run are not
 * healthy. None of them failed to start, so none is returned: its data are there. Pure.
 *
 * @param cause why it is held
 * @param server ordinal of the server that is missing, or that was changed last
 * @param trouble what exactly is wrong
 */
record HeldChange(Cause cause, int server, Trouble trouble) {
  /** For as long as nothing moves: servers that catch up report it every minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Map<String, Cause> CAUSES =
      Map.ofEntries(
          Map.entry(Reason.REPLICA_BEHIND.name(), Cause.LAG),
          Map.entry(Reason.META_REPLICA_BEHIND.name(), Cause.LAG),
          Map.entry(Reason.SERVER_UNHEALTHY.name(), Cause.LAG),
          Map.entry(Reason.ASSET_UNHEALTHY.name(), Cause.LAG),
          Map.entry(Code.SERVER_MISSING.name(), Cause.PEER),
          Map.entry(Reason.UNREACHABLE.name(), Cause.PEER),
          Map.entry(Reason.SERVERS_MISSING.name(), Cause.PEER),
          Map.entry(Reason.ROUTE_MISSING.name(), Cause.PEER),
          Map.entry(Reason.META_GROUP_SIZE.name(), Cause.PEER),
          Map.entry(Code.ROOTS_EXCHANGED.name(), Cause.PEER),
          Map.entry(Reason.NO_META_LEADER.name(), Cause.MARGIN),
          Map.entry(Reason.STREAM_UNSERVED.name(), Cause.MARGIN));

  /** Why a change is held, and what to do about it. */
  enum Cause {
    LAG(
        Code.SERVER_LAGS,
        "a server that lags has its data, and would begin anew after another restart;"
            + " look at its volume, network and log"),
    PEER(
        Code.PEER_LOST,
        "another restart would not bring the servers together;"
            + " look at the network, certificates and log of the server that is missing"),
    MARGIN(
        Code.QUORUM_MARGIN_LOST,
        "each server that runs may be needed for a majority; bring back what is missing"),
    OTHER(Code.CHANGE_HELD, "they run, and another restart would not mend that");

    private final Code code;
    private final String advice;

    Cause(Code code, String advice) {
      this.code = code;
      this.advice = advice;
    }

    Code code() {
      return code;
    }

    /** Why no server is touched, and how the change goes on. */
    String kept() {
      return advice + ", then 'flotilla resume'; or 'flotilla abort'";
    }
  }

  /**
   * Whether a pass ended with a change that is held.
   *
   * @param last what the pass ended with
   * @param facts that led to it
   */
  static Optional<HeldChange> of(Step last, RollFacts facts) {
    return last instanceof Step.Await(Phase phase, Trouble trouble)
            && underWay(facts)
            && (isUnhealthy(phase, facts) || trouble.code().equals(Code.SERVER_MISSING.name()))
        ? facts.set().map(set -> judged(set, facts, trouble))
        : Optional.empty();
  }

  /** A server has the new template, and another one has not. */
  private static boolean underWay(RollFacts facts) {
    return facts.matches()
        && !facts.paused()
        && !facts.complete()
        && facts
            .set()
            .filter(set -> set.observed() && set.partition() < facts.wanted())
            .isPresent();
  }

  private static boolean isUnhealthy(Phase phase, RollFacts facts) {
    return phase == Phase.VERIFY && facts.verdict() instanceof HealthVerdict.Unhealthy;
  }

  /** A server that is away and was not taken for the change is one that the quorum lacks. */
  private static HeldChange judged(SetFacts set, RollFacts facts, Trouble trouble) {
    for (int ordinal = 0; ordinal < set.partition(); ordinal++) {
      if (facts.pod(ordinal).filter(ServerPod::serving).isEmpty()) {
        return new HeldChange(Cause.MARGIN, ordinal, RollWait.unserving(facts, ordinal));
      }
    }
    Cause cause = CAUSES.getOrDefault(trouble.code(), Cause.OTHER);
    return new HeldChange(cause, set.partition(), trouble);
  }

  /** How long nothing may move before the change stops. */
  static Duration patience(Duration deadline) {
    return deadline.compareTo(PATIENCE) < 0 ? deadline : PATIENCE;
  }

  /** Whether that is why a roll was stopped. */
  static boolean ended(RollStop stop) {
    return Arrays.stream(Cause.values()).anyMatch(one -> one.code().name().equals(stop.reason()));
  }

  /** For people. */
  String message(Duration waited) {
    return String.format(
        Locale.ROOT,
        "nothing has moved for %s: %s (%s)",
        waited.toMinutes() > 0 ? waited.toMinutes() + " min" : waited.toSeconds() + " s",
        RollWait.words(trouble),
        trouble.code());
  }
}
