// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The validity period of credentials.
 *
 * @param begin when they were issued
 * @param end when the first of them expires
 */
record Validity(Instant begin, Instant end) {
  private static final double EARLIEST_LEFT = 0.25;
  private static final double LATEST_LEFT = 0.20;

  /** True once they have expired. */
  boolean over(Instant now) {
    return !now.isBefore(end);
  }

  /**
   * When to renew them: at a random moment at which 20 to 25 % of the period is left, so that a
   * fleet does not renew at once.
   */
  Instant renewal(RandomGenerator random) {
    double left = LATEST_LEFT + (EARLIEST_LEFT - LATEST_LEFT) * random.nextDouble();
    Duration whole = Duration.between(begin, end);
    return end.minusMillis((long) (whole.toMillis() * left));
  }
}
