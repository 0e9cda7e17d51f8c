// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The sets that must be restored together. */
public sealed interface SetChain {
  /**
   * All are there.
   *
   * @param sets a full one first, then each that continues the one before
   */
  record Whole(List<SetSummary> sets) implements SetChain {
    /** Keeps its own list. */
    public Whole {
      sets = List.copyOf(sets);
    }
  }

  /**
   * One is not usable.
   *
   * @param missing its name
   * @param reason a sentence for people, without a full stop
   */
  record Broken(SetName missing, String reason) implements SetChain {}

  /** The chain that ends with this set, in a catalogue that has the sets of its cluster. */
  static SetChain of(SetName last, Collection<CataloguedSet> catalogue) {
    Map<SetName, CataloguedSet> sets =
        catalogue.stream()
            .collect(Collectors.toMap(CataloguedSet::name, Function.identity(), (a, b) -> a));
    Deque<SetSummary> chain = new ArrayDeque<>();
    Set<SetName> seen = new HashSet<>();
    SetName next = last;
    while (true) {
      if (!(sets.get(next) instanceof CataloguedSet.Complete complete) || !seen.add(next)) {
        return new Broken(next, reason(sets, next));
      }
      SetSummary summary = complete.summary();
      chain.addFirst(summary);
      String base = summary.base();
      if (base == null) {
        return new Whole(List.copyOf(chain));
      }
      next = next.sibling(base);
    }
  }

  private static String reason(Map<SetName, CataloguedSet> sets, SetName name) {
    return switch (sets.get(name)) {
      case null -> "the set %s is not in the storage".formatted(name);
      case CataloguedSet.Incomplete incomplete -> "the set %s is not finished".formatted(name);
      case CataloguedSet.Damaged damaged ->
          "the manifest of the set %s is damaged: %s".formatted(name, damaged.damage().sentence());
      case CataloguedSet.Complete complete -> "the set %s continues itself".formatted(name);
    };
  }
}
