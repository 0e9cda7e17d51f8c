// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.event.Heartbeat;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
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
   * @param heartbeat of the agent
   * @param seenAt the hub's clock
   * @param unbrokenSince when the present row of signs began: no silence and no restart since
   */
  public record Sign(Heartbeat heartbeat, Instant seenAt, Instant unbrokenSince) {}

  /** An agent is offline when it was silent for longer than the duration. */
  public Presence(Clock clock, Duration offlineAfter) {
    this.clock = clock;
    this.offlineAfter = offlineAfter;
  }

  /** Notes a sign of life. */
  public void seen(Heartbeat heartbeat) {
    Instant now = clock.instant();
    signs.compute(
        heartbeat.agent(),
        (_, before) ->
            new Sign(
                heartbeat,
                now,
                before != null && continues(before, heartbeat, now)
                    ? before.unbrokenSince()
                    : now));
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
    return last(agent).map(sign -> sign.heartbeat().indexRevision()).orElse(0L);
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

  private boolean continues(Sign before, Heartbeat heartbeat, Instant now) {
    return before.seenAt().isAfter(now.minus(offlineAfter))
        && Objects.equals(before.heartbeat().boot(), heartbeat.boot());
  }

  private static Instant later(Instant from, Sign sign) {
    return from.isAfter(sign.unbrokenSince()) ? from : sign.unbrokenSince();
  }

  /** Whether the agent sent a heartbeat lately. */
  public boolean online(AgentId agent) {
    Instant limit = clock.instant().minus(offlineAfter);
    return last(agent).filter(sign -> sign.seenAt().isAfter(limit)).isPresent();
  }
}
