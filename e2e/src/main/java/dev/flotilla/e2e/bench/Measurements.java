// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Measurements of a bench, in the order in which they are printed.
 *
 * @param values text by key
 */
record Measurements(Map<String, String> values) {

  static Measurements none() {
    return new Measurements(Map.of());
  }

  Measurements with(String key, double value) {
    var more = new LinkedHashMap<>(values);
    more.put(key, String.format(Locale.ROOT, "%.1f", value));
    return new Measurements(more);
  }

  void print(PrintStream out) {
    values.forEach((key, value) -> out.println(key + "=" + value));
  }
}
