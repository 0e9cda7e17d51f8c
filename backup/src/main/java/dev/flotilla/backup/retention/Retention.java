// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.retention;

import dev.flotilla.backup.manifest.VerifiedLevel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which sets of one cluster go. Whatever the rules are, these stay: the newest set that was
 * verified, for each level; all that a set that stays needs to be restored; sets whose manifest is
 * damaged, since that may be for the moment only; and unfinished sets that may be in progress.
 */
public final class Retention {
  /** No backup takes as long. */
  private static final Duration IN_PROGRESS = Duration.ofDays(1);

  private final KeepRules rules;
  private final Instant now;

  /** Retention at that time. */
  public Retention(KeepRules rules, Instant now) {
    this.rules = rules;
    this.now = now;
  }

  /** The sets that go, in the order in which they must: newest first, so before their bases. */
  public List<Removal> decide(Collection<Candidate> sets) {
    List<Candidate> newestFirst =
        sets.stream().sorted(Comparator.comparing(Candidate::id).reversed()).toList();
    Map<String, Candidate> byId =
        sets.stream().collect(Collectors.toMap(Candidate::id, Function.identity()));
    Set<String> kept = kept(newestFirst, byId);
    List<Removal> removals = new ArrayList<>();
    for (Candidate set : newestFirst) {
      switch (set.state()) {
        case COMPLETE -> {
          if (!kept.contains(set.id())) {
            removals.add(new Removal(set.id(), Removal.Reason.EXPIRED));
          }
        }
        case INCOMPLETE -> {
          if (age(set).compareTo(IN_PROGRESS) > 0) {
            removals.add(new Removal(set.id(), Removal.Reason.UNFINISHED));
          }
        }
        case DAMAGED -> {}
      }
    }
    return removals;
  }

  private Set<String> kept(List<Candidate> newestFirst, Map<String, Candidate> byId) {
    List<Candidate> complete = newestFirst.stream().filter(Candidate::isComplete).toList();
    Set<String> kept = new HashSet<>();
    complete.stream().limit(rules.count()).forEach(set -> keep(set, byId, kept));
    complete.stream()
        .filter(set -> age(set).compareTo(rules.age()) <= 0)
        .forEach(set -> keep(set, byId, kept));
    for (VerifiedLevel level : VerifiedLevel.values()) {
      lastOf(level, complete, byId).ifPresent(set -> keep(set, byId, kept));
    }
    for (Candidate damaged : newestFirst) {
      if (damaged.state() == Candidate.State.DAMAGED) {
        // Its base cannot be read, and is most likely the one before.
        complete.stream()
            .filter(set -> set.id().compareTo(damaged.id()) < 0)
            .findFirst()
            .ifPresent(set -> keep(set, byId, kept));
      }
    }
    return kept;
  }

  /** The newest one that can be restored and was verified so far at least. */
  private static Optional<Candidate> lastOf(
      VerifiedLevel level, List<Candidate> complete, Map<String, Candidate> byId) {
    return complete.stream()
        .filter(set -> set.level().compareTo(level) >= 0)
        .filter(set -> isWhole(set, byId))
        .findFirst();
  }

  private static boolean isWhole(Candidate set, Map<String, Candidate> byId) {
    Set<String> seen = new HashSet<>();
    for (Candidate next = set; next != null; next = byId.get(next.base())) {
      if (!next.isComplete() || !seen.add(next.id())) {
        return false;
      }
      if (next.base() == null) {
        return true;
      }
    }
    return false;
  }

  private static void keep(Candidate set, Map<String, Candidate> byId, Set<String> kept) {
    @Nullable Candidate next = set;
    while (next != null && kept.add(next.id())) {
      next = next.base() == null ? null : byId.get(next.base());
    }
  }

  /** Of a set with a start in the future, after a clock was set back: zero. */
  private Duration age(Candidate set) {
    Duration age = Duration.between(set.started(), now);
    return age.isNegative() ? Duration.ZERO : age;
  }
}
