// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import java.util.Locale;

/**
 * A number of bytes as people write it.
 *
 * @param bytes 0 or more
 */
public record ByteSize(long bytes) {
  private static final long KIBI = 1024;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  /** Such as {@code 12.0 GiB}; whole bytes without a fraction. */
  @Override
  public String toString() {
    double value = bytes;
    int unit = 0;
    while (value >= KIBI && unit < UNITS.length - 1) {
      value /= KIBI;
      unit++;
    }
    return unit == 0
        ? bytes + " " + UNITS[0]
        : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
