// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.replica.Asset;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RoundsTest {
  private final Rounds rounds = new Rounds(2);

  @Test
  void leadersThatStayDoNotKeepTheOthersFromBeingAsked() {
    Set<Asset> led = streams("A", "B", "C");
    assertThat(rounds.next(led)).containsExactlyElementsOf(streams("A", "B"));
    assertThat(rounds.next(led)).containsExactlyElementsOf(streams("C"));
    assertThat(rounds.first()).isTrue();
  }

  @Test
  void thoseThatAreLeftAreAskedAgain() {
    var _ = rounds.next(streams("A", "B"));
    assertThat(rounds.next(streams("B"))).containsExactlyElementsOf(streams("B"));
    assertThat(rounds.first()).isFalse();
  }

  @Test
  void oneThatWasLedElsewhereBeforeIsAskedFirst() {
    var _ = rounds.next(streams("A", "B"));
    assertThat(rounds.next(streams("A", "B", "C"))).containsExactlyElementsOf(streams("C"));
  }

  private static Set<Asset> streams(String... names) {
    return Stream.of(names)
        .map(name -> new Asset("APP", "APP", name, ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
