// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import java.time.Duration;

/** An instant on the monotonic clock, which no correction of the wall clock moves. */
record Deadline(long nanos) {
  private static final Duration SHORTEST = Duration.ofMillis(1);

  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  boolean passed() {
    return nanos - System.nanoTime() <= 0;
  }

  /** The remaining time, at least a millisecond, since zero means forever to some callees. */
  Duration remaining() {
    Duration left = Duration.ofNanos(nanos - System.nanoTime());
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /** An equal share of the remaining time for each of so many attempts. */
  Duration share(int attempts) {
    Duration part = remaining().dividedBy(Math.max(1, attempts));
    return part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
  }

  Duration remainingAtMost(Duration most) {
    Duration left = remaining();
    return left.compareTo(most) < 0 ? left : most;
  }
}
