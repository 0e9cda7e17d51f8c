// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natsserver;

import java.time.Duration;

/**
 * The pause before a server that ended is started again: doubled each time up to a limit, short
 * again after a long life.
 *
 * @param delay the pause
 */
record BackOff(Duration delay) {
  static final BackOff FIRST = new BackOff(Duration.ZERO);

  private static final Duration SHORTEST = Duration.ofMillis(200);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final Duration LONG_LIFE = Duration.ofMinutes(1);

  BackOff after(Duration life) {
    if (delay.isZero() || life.compareTo(LONG_LIFE) >= 0) {
      return new BackOff(SHORTEST);
    }
    Duration doubled = delay.multipliedBy(2);
    return new BackOff(doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled);
  }
}
