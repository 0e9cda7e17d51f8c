// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import java.time.Duration;
import java.time.Instant;

/** Counts acknowledgements of messages, and the time between any two. */
final class Acknowledgements {

  /** Shorter ones are not printed. */
  private static final Duration NOTABLE = Duration.ofMillis(100);

  private long arrived;
  private long failed;
  private long last = System.nanoTime();
  private Gap longest = new Gap(Duration.ZERO, Instant.EPOCH);

  /**
   * A time without acknowledgements.
   *
   * @param length of it
   * @param end when it ended
   */
  record Gap(Duration length, Instant end) {}

  /**
   * The counts.
   *
   * @param arrived acknowledgements
   * @param failed messages that were given up
   * @param longest time without any acknowledgement, the present one included
   */
  record Figures(long arrived, long failed, Gap longest) {

    @Override
    public String toString() {
      return "acknowledged=%d failed=%d longest_gap_ms=%d gap_end=%s"
          .formatted(arrived, failed, longest.length().toMillis(), longest.end());
    }
  }

  /** Forgets what was counted before. */
  synchronized void begin() {
    arrived = 0;
    failed = 0;
    longest = new Gap(Duration.ZERO, Instant.now());
  }

  synchronized void arrived() {
    arrived++;
    Gap gap = sinceLast();
    last = System.nanoTime();
    longest = longer(longest, gap);
    if (gap.length().compareTo(NOTABLE) >= 0) {
      System.out.printf("%s gap of %d ms%n", gap.end(), gap.length().toMillis());
    }
  }

  synchronized void failed(String stream) {
    failed++;
    System.out.printf("%s failed: %s%n", Instant.now(), stream);
  }

  synchronized Figures figures() {
    return new Figures(arrived, failed, longer(longest, sinceLast()));
  }

  private Gap sinceLast() {
    return new Gap(Duration.ofNanos(System.nanoTime() - last), Instant.now());
  }

  private static Gap longer(Gap one, Gap other) {
    return one.length().compareTo(other.length()) >= 0 ? one : other;
  }
}
