// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.protocol.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much of something each agent may send: a number at once, and one more in each period after
 * that. What one agent sends beyond it must not cost the others anything.
 */
public final class Allowance {
  private static final Duration REPORTED_EVERY = Duration.ofMinutes(5);

  private final int most;
  private final Duration period;
  private final Map<AgentId, Level> levels = new ConcurrentHashMap<>();

  /** Whether something is within the allowance. */
  public enum Verdict {
    /** It is. */
    WITHIN,
    /** It is not, and that was not reported lately. */
    FIRST_BEYOND,
    /** It is not, and that was reported. */
    BEYOND
  }

  // Full at one instant, each taking moves that instant one period on: the distance to now says
  // how much is left.
  private record Level(Instant fullAt, Instant reportedAt, Verdict last) {
    static final Level FULL = new Level(Instant.MIN, Instant.MIN, Verdict.WITHIN);
  }

  /**
   * The same allowance for each agent.
   *
   * @param most at once
   * @param period after which there is one more
   */
  public Allowance(int most, Duration period) {
    this.most = most;
    this.period = period;
  }

  /**
   * Takes one.
   *
   * @param at when it was sent, by a clock other than the agent's: what waited for the hub was not
   *     sent at once
   */
  public Verdict take(AgentId agent, Instant at) {
    return levels
        .compute(agent, (_, before) -> taken(before == null ? Level.FULL : before, at))
        .last();
  }

  /** The excess could not be reported: the next one beyond is the first again. */
  public void notReported(AgentId agent) {
    levels.computeIfPresent(
        agent, (_, level) -> new Level(level.fullAt(), Instant.MIN, level.last()));
  }

  @Override
  public String toString() {
    return most + " at once and one in " + period + " after that";
  }

  private Level taken(Level before, Instant now) {
    Instant fullAt = before.fullAt().isAfter(now) ? before.fullAt() : now;
    if (!fullAt.plus(period).isAfter(now.plus(period.multipliedBy(most)))) {
      return new Level(fullAt.plus(period), before.reportedAt(), Verdict.WITHIN);
    }
    boolean reported = before.reportedAt().isAfter(now.minus(REPORTED_EVERY));
    return reported
        ? new Level(fullAt, before.reportedAt(), Verdict.BEYOND)
        : new Level(fullAt, now, Verdict.FIRST_BEYOND);
  }
}
