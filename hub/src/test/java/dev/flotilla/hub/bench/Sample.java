// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.bench;

import java.util.List;

/**
 * Values of one kind.
 *
 * @param sorted from the lowest
 */
record Sample(List<Double> sorted) {
  static Sample of(List<Double> values) {
    return new Sample(values.stream().sorted().toList());
  }

  /** The value that this share of all does not exceed. */
  double percentile(double share) {
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
  }
}
