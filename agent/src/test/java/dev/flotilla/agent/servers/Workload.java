// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Streams and clients of simulated servers: what a roll that takes no care interrupts. */
final class Workload {
  private final Set<Integer> used = new TreeSet<>();
  private final Map<Integer, Integer> lag = new TreeMap<>();
  private final Set<Integer> interrupted = new TreeSet<>();
  private final Set<Integer> risked = new TreeSet<>();
  private int rounds;

  Workload(int servers) {
    for (int ordinal = 0; ordinal < servers; ordinal++) {
      used.add(ordinal);
    }
  }

  /** From now on a server that comes back catches up in so many rounds. */
  void catchesUpIn(int needed) {
    rounds = needed;
  }

  /** Servers that restarted while they led streams and had clients. */
  Set<Integer> interrupted() {
    return interrupted;
  }

  /** Servers that restarted while another one had not caught up. */
  Set<Integer> risked() {
    return risked;
  }

  /** Leaders and clients leave it, for wherever else. */
  void leaves(int ordinal) {
    used.remove(ordinal);
  }

  void restarts(int ordinal) {
    if (used.contains(ordinal) && used.size() > 1) {
      interrupted.add(ordinal);
    }
    if (behind().isPresent()) {
      risked.add(ordinal);
    }
    stops(ordinal);
  }

  /** What it had comes back to it once it has caught up. */
  void stops(int ordinal) {
    used.add(ordinal);
    lag.put(ordinal, rounds);
  }

  OptionalInt behind() {
    return lag.entrySet().stream()
        .filter(server -> server.getValue() > 0)
        .mapToInt(Map.Entry::getKey)
        .findFirst();
  }

  /** One round; false when nobody had anything to catch up on. */
  boolean catchesUp() {
    boolean any = behind().isPresent();
    lag.replaceAll((_, left) -> Math.max(0, left - 1));
    return any;
  }
}
