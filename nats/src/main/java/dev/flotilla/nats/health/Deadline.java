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

  /** What is left, at least a millisecond, since zero means for ever to some. */
  Duration remaining() {
    Duration left = Duration.ofNanos(nanos - System.nanoTime());
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  /** An equal part of what is left for each of so many attempts. */
  Duration share(int attempts) {
    Duration part = remaining().dividedBy(Math.max(1, attempts));
    return part.compareTo(SHORTEST) < 0 ? SHORTEST : part;
  }

  Duration remainingAtMost(Duration most) {
    Duration left = remaining();
    return left.compareTo(most) < 0 ? left : most;
  }
}
