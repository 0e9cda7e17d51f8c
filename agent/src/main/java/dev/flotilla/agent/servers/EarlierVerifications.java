// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.nats.health.SurveyedStreams;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Verifications that were made, by the servers that they were about. At rest, one of the very same
 * pods is valid for a while, unless the servers themselves contradict it: a full one costs a probe.
 */
final class EarlierVerifications {
  /**
   * How long a verification of servers at rest is valid while neither their pods nor their own
   * reports change.
   */
  private static final Duration TRUST = Duration.ofMinutes(10);

  private final InstantSource clock;
  private final Map<String, Verified> known = new ConcurrentHashMap<>();

  EarlierVerifications(InstantSource clock) {
    this.clock = clock;
  }

  /** How to ask the servers. */
  interface Servers {
    HealthVerdict verify() throws InterruptedException;

    /** Whether nothing contradicts an earlier verification. */
    boolean seemHealthy() throws InterruptedException;

    SurveyedStreams streams() throws InterruptedException;
  }

  /**
   * An earlier verification.
   *
   * @param streams findings about streams since; empty before the first, as during a roll
   */
  private record Verified(
      String fingerprint,
      HealthVerdict.Healthy verdict,
      Instant at,
      Optional<SurveyedStreams> streams) {
    Verified with(SurveyedStreams seen) {
      return new Verified(fingerprint, verdict, at, Optional.of(seen));
    }
  }

  /** The earlier verdict where it is still valid, and a new one otherwise. */
  HealthVerdict verdict(String key, RollFacts facts, Servers servers) throws InterruptedException {
    Verified earlier = known.get(key);
    boolean resting = atRest(facts);
    if (resting && earlier != null && stillGood(earlier, facts) && servers.seemHealthy()) {
      known.put(key, earlier.streams().isPresent() ? earlier : earlier.with(servers.streams()));
      return earlier.verdict();
    }
    HealthVerdict verdict = servers.verify();
    if (verdict instanceof HealthVerdict.Healthy healthy) {
      Verified fresh =
          new Verified(facts.fingerprint(), healthy, clock.instant(), Optional.empty());
      known.put(key, resting ? fresh.with(servers.streams()) : fresh);
    } else {
      known.remove(key);
    }
    return verdict;
  }

  /** The last findings about streams. */
  SurveyedStreams streams(String key) {
    return Optional.ofNullable(known.get(key))
        .flatMap(Verified::streams)
        .orElse(SurveyedStreams.NONE);
  }

  void forget(String key) {
    known.remove(key);
  }

  /** Also while a change is paused. With the budget closed something was wrong: it is verified. */
  private static boolean atRest(RollFacts facts) {
    boolean open = facts.budget().filter(allowed -> allowed == DisruptionBudget.OPEN).isPresent();
    return open && (facts.held() || isRolled(facts));
  }

  private static boolean isRolled(RollFacts facts) {
    return facts.finished()
        && facts.set().filter(set -> set.partition() == facts.wanted()).isPresent();
  }

  private boolean stillGood(Verified earlier, RollFacts facts) {
    return earlier.fingerprint().equals(facts.fingerprint())
        && clock.instant().isBefore(earlier.at().plus(TRUST));
  }
}
