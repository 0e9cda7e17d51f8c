// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * How long credentials are good.
 *
 * @param begin when they were issued
 * @param end when the first part of them ends
 */
record Life(Instant begin, Instant end) {
  private static final double EARLIEST_LEFT = 0.25;
  private static final double LATEST_LEFT = 0.20;

  /** True when they are of no use any more. */
  boolean over(Instant now) {
    return !now.isBefore(end);
  }

  /**
   * When to renew them: at a random moment at which 20 to 25 % of the life is left, so that a fleet
   * does not come at once.
   */
  Instant renewal(RandomGenerator random) {
    double left = LATEST_LEFT + (EARLIEST_LEFT - LATEST_LEFT) * random.nextDouble();
    Duration whole = Duration.between(begin, end);
    return end.minusMillis((long) (whole.toMillis() * left));
  }
}
