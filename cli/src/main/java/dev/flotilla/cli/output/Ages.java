// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Instants and spans, short enough for a column. */
public final class Ages {
  private Ages() {}

  /**
   * Returns how long ago an instant was, such as {@code 12s} or {@code 3d4h}; {@code -} for null.
   */
  public static String since(@Nullable Instant then, Instant now) {
    if (then == null) {
      return "-";
    }
    Duration age = Duration.between(then, now);
    return span(age.isNegative() ? Duration.ZERO : age);
  }

  /** Returns the two largest units of a span that is not negative. */
  public static String span(Duration span) {
    if (span.toDays() > 0) {
      return two(span.toDays(), "d", span.toHoursPart(), "h");
    }
    if (span.toHours() > 0) {
      return two(span.toHours(), "h", span.toMinutesPart(), "m");
    }
    if (span.toMinutes() > 0) {
      return two(span.toMinutes(), "m", span.toSecondsPart(), "s");
    }
    return span.toSeconds() + "s";
  }

  private static String two(long large, String largeUnit, int small, String smallUnit) {
    return large + largeUnit + (small == 0 ? "" : small + smallUnit);
  }
}
