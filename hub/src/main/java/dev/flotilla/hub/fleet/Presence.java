// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.event.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which agents live: in memory only, since a heartbeat of every agent comes within a minute of the
 * hub's start.
 */
public final class Presence {
  private final Clock clock;
  private final Duration offlineAfter;
  private final Map<AgentId, Sign> signs = new ConcurrentHashMap<>();

  /**
   * The last sign of life.
   *
   * @param heartbeat the last one; empty for an agent of which only other signs were seen
   * @param seenAt when the hub or its store received it
   * @param unbrokenSince when the present row of signs began: no silence and no restart since
   */
  public record Sign(Optional<Heartbeat> heartbeat, Instant seenAt, Instant unbrokenSince) {}

  /** An agent is offline when it was silent for longer than the duration. */
  public Presence(Clock clock, Duration offlineAfter) {
    this.clock = clock;
    this.offlineAfter = offlineAfter;
  }

  /** Notes a heartbeat. */
  public void seen(Heartbeat heartbeat) {
    Instant now = clock.instant();
    signs.compute(
        heartbeat.agent(),
        (_, before) ->
            new Sign(
                Optional.of(heartbeat),
                now,
                before != null && follows(before, now) && isSameRun(before, heartbeat)
                    ? before.unbrokenSince()
                    : now));
  }

  /**
   * Notes another sign of life, such as an event: after a restart of the hub it often comes before
   * the first heartbeat.
   *
   * @param at when it was received
   */
  public void heard(AgentId agent, Instant at) {
    signs.compute(
        agent,
        (_, before) -> {
          if (before == null) {
            return new Sign(Optional.empty(), at, at);
          }
          return before.seenAt().isAfter(at)
              ? before
              : new Sign(before.heartbeat(), at, follows(before, at) ? before.unbrokenSince() : at);
        });
  }

  /** Forgets an agent whose connection was cut. */
  public void forget(AgentId agent) {
    signs.remove(agent);
  }

  /** The last sign since the hub started. */
  public Optional<Sign> last(AgentId agent) {
    return Optional.ofNullable(signs.get(agent));
  }

  /** Revision of the index that an agent reported; 0 when it has reported none since the start. */
  public long reportedIndex(AgentId agent) {
    return last(agent).flatMap(Sign::heartbeat).map(Heartbeat::indexRevision).orElse(0L);
  }

  /**
   * Whether the agent is online and gave signs of life, in an unbroken row, for at least this long
   * after an instant: whatever it knew at that instant it has had the time to report.
   */
  public boolean heardOutSince(AgentId agent, Instant from, Duration atLeast) {
    return online(agent)
        && last(agent)
            .filter(sign -> !sign.seenAt().isBefore(later(from, sign).plus(atLeast)))
            .isPresent();
  }

  private boolean follows(Sign before, Instant at) {
    return before.seenAt().isAfter(at.minus(offlineAfter));
  }

  private static boolean isSameRun(Sign before, Heartbeat heartbeat) {
    return before.heartbeat().filter(known -> !known.boot().equals(heartbeat.boot())).isEmpty();
  }

  private static Instant later(Instant from, Sign sign) {
    return from.isAfter(sign.unbrokenSince()) ? from : sign.unbrokenSince();
  }

  /** Whether the agent gave a sign of life lately. */
  public boolean online(AgentId agent) {
    Instant limit = clock.instant().minus(offlineAfter);
    return last(agent).filter(sign -> sign.seenAt().isAfter(limit)).isPresent();
  }
}
