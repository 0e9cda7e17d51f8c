// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.backup.manifest.VerifiedLevel;
import dev.flotilla.backup.retention.Candidate.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionTest {
  private static final Instant NOW = Instant.parse("2026-12-01T18:30:00Z");
  private static final KeepRules TWO = new KeepRules(2, Duration.ZERO);

  /** Most are complete. */
  private static final List<State> STATES =
      List.of(
          State.COMPLETE,
          State.COMPLETE,
          State.COMPLETE,
          State.COMPLETE,
          State.COMPLETE,
          State.INCOMPLETE,
          State.DAMAGED);

  private static final List<VerifiedLevel> LEVELS = List.of(VerifiedLevel.values());

  private final List<Candidate> sets = new ArrayList<>();

  @Test
  void theNewestAreKeptByCountAndTheRestByAge() {
    for (int day = 0; day < 10; day++) {
      full(day, VerifiedLevel.RESTORED);
    }

    assertThat(removed(TWO))
        .containsExactly(id(2), id(3), id(4), id(5), id(6), id(7), id(8), id(9));
    assertThat(removed(new KeepRules(1, Duration.ofDays(7)))).containsExactly(id(8), id(9));
  }

  @Test
  void aClockThatJumpsAheadLeavesTheLastOnes() {
    for (int day = 400; day < 410; day++) {
      full(day, VerifiedLevel.WRITTEN);
    }

    assertThat(removed(new KeepRules(1, Duration.ofDays(30)))).hasSize(9).doesNotContain(id(400));
  }

  @Test
  void theLastVerifiedOneIsKeptHoweverOldItIs() {
    full(0, VerifiedLevel.WRITTEN);
    full(1, VerifiedLevel.WRITTEN);
    full(2, VerifiedLevel.DECODED);
    full(3, VerifiedLevel.DECODED);
    full(300, VerifiedLevel.RESTORED);
    full(301, VerifiedLevel.RESTORED);

    assertThat(removed(TWO)).containsExactly(id(3), id(301));
  }

  @Test
  void aBaseThatAKeptSetNeedsIsKept() {
    incremental(0, 1);
    incremental(1, 5);
    full(2, VerifiedLevel.WRITTEN);
    incremental(4, 5);
    full(5, VerifiedLevel.WRITTEN);
    full(6, VerifiedLevel.WRITTEN);

    assertThat(removed(new KeepRules(1, Duration.ZERO))).containsExactly(id(2), id(4), id(6));
  }

  @Test
  void aVerifiedSetWhoseBaseIsGoneIsNotTheLastVerifiedOne() {
    full(0, VerifiedLevel.WRITTEN);
    sets.add(candidate(1, State.COMPLETE, VerifiedLevel.RESTORED, id(99)));
    full(2, VerifiedLevel.RESTORED);

    assertThat(removed(new KeepRules(1, Duration.ZERO))).containsExactly(id(1));
  }

  @Test
  void unfinishedSetsAreLeftAloneForADayAndDamagedOnesAlways() {
    sets.add(candidate(0, State.INCOMPLETE, VerifiedLevel.WRITTEN, null));
    sets.add(candidate(1, State.INCOMPLETE, VerifiedLevel.WRITTEN, null));
    sets.add(candidate(2, State.INCOMPLETE, VerifiedLevel.WRITTEN, null));
    sets.add(candidate(100, State.DAMAGED, VerifiedLevel.WRITTEN, null));
    full(101, VerifiedLevel.WRITTEN);
    full(102, VerifiedLevel.WRITTEN);
    full(3, VerifiedLevel.WRITTEN);

    assertThat(decided(new KeepRules(1, Duration.ZERO)))
        .as("101 may be the base of the damaged one")
        .containsExactly(
            new Removal(id(2), Removal.Reason.UNFINISHED),
            new Removal(id(102), Removal.Reason.EXPIRED));
  }

  @Test
  void randomChains() {
    for (long seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      sets.clear();
      random(random);
      KeepRules rules = new KeepRules(1 + random.nextInt(4), Duration.ofDays(random.nextInt(20)));
      check("seed " + seed + " " + rules + " " + sets, rules);
    }
  }

  private void random(Random random) {
    int count = random.nextInt(20);
    List<Integer> days = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      days.add(random.nextInt(60));
    }
    days = days.stream().distinct().sorted(Collections.reverseOrder()).toList();
    for (int i = 0; i < days.size(); i++) {
      State state = STATES.get(random.nextInt(STATES.size()));
      VerifiedLevel level = LEVELS.get(random.nextInt(LEVELS.size()));
      boolean hasBase = i > 0 && random.nextInt(3) > 0 && state == State.COMPLETE;
      int base = hasBase ? days.get(Math.max(0, i - 1 - random.nextInt(2))) : 0;
      sets.add(candidate(days.get(i), state, level, hasBase ? id(base) : null));
    }
    Collections.shuffle(sets, random);
  }

  private void check(String story, KeepRules rules) {
    Map<String, Candidate> all =
        sets.stream().collect(Collectors.toMap(Candidate::id, Function.identity()));
    List<String> removed = removed(rules);
    Set<String> left = new HashSet<>(all.keySet());
    Map<VerifiedLevel, Boolean> before = restorable(all, left);
    for (String id : removed) {
      Candidate gone = Objects.requireNonNull(all.get(id));
      assertThat(gone.state()).as(story).isNotEqualTo(State.DAMAGED);
      if (gone.state() == State.INCOMPLETE) {
        assertThat(gone.started()).as(story).isBefore(NOW.minus(Duration.ofDays(1)));
      } else {
        assertThat(gone.started()).as(story).isBefore(NOW.minus(rules.age()));
        long newer =
            sets.stream()
                .filter(
                    set -> set.state() == State.COMPLETE && set.started().isAfter(gone.started()))
                .count();
        assertThat(newer).as(story).isGreaterThanOrEqualTo(rules.count());
      }
      left.remove(id);
      // At each step, since it may be the last before a crash.
      assertThat(left.stream().map(all::get))
          .as(story)
          .noneMatch(other -> other != null && gone.isComplete() && id.equals(other.base()));
      assertThat(restorable(all, left)).as(story).isEqualTo(before);
    }
    List<Candidate> rest = sets.stream().filter(set -> left.contains(set.id())).toList();
    assertThat(new Retention(rules, NOW).decide(rest)).as(story + " once more").isEmpty();
  }

  /** For each level: whether there is a set of it with all its bases. */
  private static Map<VerifiedLevel, Boolean> restorable(
      Map<String, Candidate> all, Set<String> left) {
    return Set.of(VerifiedLevel.values()).stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                level ->
                    left.stream()
                        .map(all::get)
                        .anyMatch(
                            set -> set.level().compareTo(level) >= 0 && isWhole(set, all, left))));
  }

  private static boolean isWhole(Candidate set, Map<String, Candidate> all, Set<String> left) {
    Optional<Candidate> next = Optional.of(set);
    while (next.isPresent()) {
      Candidate now = next.get();
      if (now.state() != State.COMPLETE || !left.contains(now.id())) {
        return false;
      }
      if (now.base() == null) {
        return true;
      }
      next = Optional.ofNullable(all.get(now.base()));
    }
    return false;
  }

  private void full(int day, VerifiedLevel level) {
    sets.add(candidate(day, State.COMPLETE, level, null));
  }

  private void incremental(int day, int base) {
    sets.add(candidate(day, State.COMPLETE, VerifiedLevel.WRITTEN, id(base)));
  }

  private static Candidate candidate(
      int day, State state, VerifiedLevel level, @Nullable String base) {
    return new Candidate(id(day), NOW.minus(Duration.ofDays(day)), state, level, base);
  }

  /** Ids sort by time, so that those of older sets come first. */
  private static String id(int day) {
    return "set-%04d".formatted(9_999 - day);
  }

  private List<String> removed(KeepRules rules) {
    return decided(rules).stream().map(Removal::id).toList();
  }

  private List<Removal> decided(KeepRules rules) {
    return new Retention(rules, NOW).decide(sets);
  }
}
