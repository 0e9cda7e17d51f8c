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
record Figures(Map<String, String> values) {

  static Figures none() {
    return new Figures(Map.of());
  }

  Figures with(String key, double value) {
    var more = new LinkedHashMap<>(values);
    more.put(key, String.format(Locale.ROOT, "%.1f", value));
    return new Figures(more);
  }

  void print(PrintStream out) {
    values.forEach((key, value) -> out.println(key + "=" + value));
  }
}
