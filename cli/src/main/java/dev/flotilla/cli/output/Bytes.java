// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Amounts of data, short enough for a column. */
public final class Bytes {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB");
  private static final double STEP = 1024;

  private Bytes() {}

  /** Returns it in the largest fitting unit, such as {@code 1.2 GiB}; {@code -} for null. */
  public static String of(@Nullable Long bytes) {
    if (bytes == null) {
      return "-";
    }
    if (bytes < STEP) {
      return bytes + " B";
    }
    double amount = bytes / STEP;
    int unit = 0;
    while (amount >= STEP && unit < UNITS.size() - 1) {
      amount /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", amount, UNITS.get(unit));
  }
}
