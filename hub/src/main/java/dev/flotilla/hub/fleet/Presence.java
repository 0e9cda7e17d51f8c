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
   * @param heartbeat what the agent said
   * @param seenAt the hub's clock
   */
  public record Sign(Heartbeat heartbeat, Instant seenAt) {}

  /** An agent is offline when it was silent for longer than the duration. */
  public Presence(Clock clock, Duration offlineAfter) {
    this.clock = clock;
    this.offlineAfter = offlineAfter;
  }

  /** Notes a sign of life. */
  public void seen(Heartbeat heartbeat) {
    signs.put(heartbeat.agent(), new Sign(heartbeat, clock.instant()));
  }

  /** Forgets an agent whose connection was cut. */
  public void forget(AgentId agent) {
    signs.remove(agent);
  }

  /** The last sign since the hub started. */
  public Optional<Sign> last(AgentId agent) {
    return Optional.ofNullable(signs.get(agent));
  }

  /** Whether the agent was heard of lately. */
  public boolean online(AgentId agent) {
    Instant limit = clock.instant().minus(offlineAfter);
    return last(agent).filter(sign -> sign.seenAt().isAfter(limit)).isPresent();
  }
}
