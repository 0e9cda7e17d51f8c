// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.CatchUp;
import dev.flotilla.nats.replica.Gap;
import dev.flotilla.nats.replica.Replica;
import dev.flotilla.nats.replica.SeenReplicas;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MarksTest {
  private static final Asset STREAM = new Asset("A", "shop", "ORDERS", "");
  private static final Asset CONSUMER = new Asset("A", "shop", "ORDERS", "bill");
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void newPodsHaveToHaveWhatTheLeadersHaveNow() {
    Marks before = Marks.of("one", seen(led(5)), Optional.empty());
    Marks after = Marks.of("two", seen(led(9)), Optional.of(before));

    assertThat(after.positions()).containsExactly(Map.entry(STREAM, 9L));
  }

  @Test
  void whatLostItsLeaderOrItsServersKeepsItsMark() {
    Marks before = Marks.of("one", seen(led(5)), Optional.empty());
    SeenReplicas leaderless = seen(Map.of(STREAM, new Replica(3, "", List.of())));

    assertThat(Marks.of("two", leaderless, Optional.of(before)).positions())
        .containsEntry(STREAM, 5L);
    Marks gone = Marks.of("two", seen(Map.of()), Optional.of(before));
    assertThat(gone.vanished(seen(Map.of()))).containsExactly(STREAM);
    assertThat(gone.without(Set.of(STREAM)).positions()).isEmpty();
  }

  @Test
  void consumersComeAndGo() {
    SeenReplicas both =
        seen(
            Map.of(
                STREAM, new Replica(5, "n0", List.of()),
                CONSUMER, new Replica(5, "n0", List.of())));
    Marks before = Marks.of("one", both, Optional.empty());

    assertThat(Marks.of("two", seen(led(5)), Optional.of(before)).positions())
        .containsOnlyKeys(STREAM);
  }

  @Test
  void onlyALesserGapIsProgressAndOnlyOnceAMinute() {
    Marks marks = Marks.of("one", seen(led(900)), Optional.empty());
    assertThat(marks.isNews(missing(800), NOON)).isTrue();
    Marks reported = marks.reported(missing(800), NOON);

    assertThat(reported.isNews(missing(700), NOON.plusSeconds(59))).isFalse();
    assertThat(reported.isNews(missing(700), NOON.plusSeconds(60))).isTrue();
    assertThat(reported.isNews(missing(800), NOON.plusSeconds(60))).isFalse();
    assertThat(reported.isNews(new CatchUp(List.of()), NOON.plus(Duration.ofHours(1)))).isFalse();
  }

  private static CatchUp missing(long messages) {
    return new CatchUp(List.of(new Gap("n1", STREAM, 0, messages, "n1 is behind.")));
  }

  private static SeenReplicas seen(Map<Asset, Replica> copies) {
    return new SeenReplicas(Map.of("n0", copies));
  }

  private static Map<Asset, Replica> led(long position) {
    return Map.of(STREAM, new Replica(position, "n0", List.of()));
  }
}
