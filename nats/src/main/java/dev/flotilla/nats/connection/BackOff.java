// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import java.time.Duration;

/**
 * The pause before a connection or a server that ended is started again: doubled each time up to a
 * limit, short again after a long life.
 *
 * @param delay the pause
 * @param longest its limit
 */
public record BackOff(Duration delay, Duration longest) {
  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONG_LIFE = Duration.ofMinutes(1);

  /** No pause before the first start. */
  public static BackOff upTo(Duration longest) {
    return new BackOff(Duration.ZERO, longest);
  }

  /** The pause after a life of this length. */
  public BackOff after(Duration life) {
    if (delay.isZero() || life.compareTo(LONG_LIFE) >= 0) {
      return new BackOff(SHORTEST, longest);
    }
    Duration doubled = delay.multipliedBy(2);
    return new BackOff(doubled.compareTo(longest) > 0 ? longest : doubled, longest);
  }
}
