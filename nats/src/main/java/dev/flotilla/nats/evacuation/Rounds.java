// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import dev.flotilla.nats.replica.Asset;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which leaders are asked to step down next, a bounded number at once: each of them once before any
 * of them again, so that those that cannot move do not keep the others from it.
 */
final class Rounds {
  private final int atOnce;
  private final Set<Asset> asked = new TreeSet<>();
  private boolean first = true;

  /** So many at once. */
  Rounds(int atOnce) {
    this.atOnce = atOnce;
  }

  /** The next ones of those that a server leads now. */
  List<Asset> next(Set<Asset> led) {
    if (asked.containsAll(led)) {
      first = asked.isEmpty();
      asked.clear();
    }
    List<Asset> next = led.stream().filter(asset -> !asked.contains(asset)).limit(atOnce).toList();
    asked.addAll(next);
    return next;
  }

  /** Whether what was given last had not been asked before. */
  boolean first() {
    return first;
  }
}
