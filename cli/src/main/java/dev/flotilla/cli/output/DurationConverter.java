// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads spans as people write them ({@code 90s}, {@code 1h30m}, {@code 7d}) and in ISO 8601. */
public final class DurationConverter implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    try {
      Duration span = Duration.parse(upper.startsWith("P") ? upper : iso(upper));
      if (!span.isPositive()) {
        throw new TypeConversionException("'" + text + "' is not in the future");
      }
      return span;
    } catch (DateTimeParseException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration such as 90s, 1h30m or 7d");
    }
  }

  private static String iso(String upper) {
    int days = upper.indexOf('D') + 1;
    String time = upper.substring(days);
    return "P" + upper.substring(0, days) + (time.isEmpty() ? "" : "T" + time);
  }
}
