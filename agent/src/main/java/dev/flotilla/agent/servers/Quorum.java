// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which servers follow a meta leader, each by its own word. What a server that takes part has, two
 * of three servers have; so a quorum that could be lost shows in what a majority reports.
 *
 * @param servers how many there are
 * @param standings of the servers, by ordinal; one that is not known is absent
 */
record Quorum(int servers, Map<Integer, Standing> standings) {
  /** What one server reports. */
  sealed interface Standing {
    /**
     * It follows, or is, the meta leader of that name.
     *
     * @param name of the leading server
     */
    record Follows(String name) implements Standing {}

    /** It runs and knows no meta leader, or does not run at all. */
    record Apart() implements Standing {}
  }

  Quorum {
    standings = Map.copyOf(standings);
  }

  /** True when it is certain that no majority follows a leader: there is nothing to lose. */
  boolean lost() {
    long apart = standings.values().stream().filter(Standing.Apart.class::isInstance).count();
    return servers - apart < majority();
  }

  /** True when that server takes no part, and a majority follows one leader without it. */
  boolean without(int ordinal) {
    return standings.get(ordinal) instanceof Standing.Apart && led(ordinal);
  }

  /** True when a majority follows one leader, that server not counted. */
  boolean led(int without) {
    Map<Integer, Standing> others = new TreeMap<>(standings);
    others.remove(without);
    return servers == 1
        || followers(others).anyMatch(leader -> count(others, leader) >= majority());
  }

  private int majority() {
    return servers / 2 + 1;
  }

  private static Stream<String> followers(Map<Integer, Standing> of) {
    return of.values().stream()
        .map(standing -> standing instanceof Standing.Follows(var name) ? name : null)
        .filter(Objects::nonNull)
        .distinct();
  }

  private static long count(Map<Integer, Standing> of, String leader) {
    return of.values().stream().filter(new Standing.Follows(leader)::equals).count();
  }
}
