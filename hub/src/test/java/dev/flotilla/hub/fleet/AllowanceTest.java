// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.hub.fleet.Allowance.Verdict;
import dev.flotilla.protocol.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final AgentId LOUD = new AgentId("a".repeat(26));
  private static final AgentId QUIET = new AgentId("b".repeat(26));

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-21T10:00:00Z"));
  private final InstantSource source = now::get;
  private final Allowance allowance =
      new Allowance(3, Duration.ofSeconds(10), source.withZone(ZoneOffset.UTC));

  @Test
  void oneAgentBeyondItTakesNothingFromAnother() {
    assertThat(take(LOUD, 5))
        .containsExactly(
            Verdict.WITHIN, Verdict.WITHIN, Verdict.WITHIN, Verdict.FIRST_BEYOND, Verdict.BEYOND);
    assertThat(take(QUIET, 3)).isEqualTo(Collections.nCopies(3, Verdict.WITHIN));
  }

  @Test
  void itGrowsBackByOneInEachPeriodUpToTheMost() {
    List<Verdict> ignored = take(LOUD, 4);

    now.set(now.get().plusSeconds(10));
    assertThat(take(LOUD, 2)).containsExactly(Verdict.WITHIN, Verdict.BEYOND);
    now.set(now.get().plus(Duration.ofHours(1)));
    assertThat(take(LOUD, 4))
        .containsExactly(Verdict.WITHIN, Verdict.WITHIN, Verdict.WITHIN, Verdict.FIRST_BEYOND);
    assertThat(ignored).contains(Verdict.FIRST_BEYOND);
  }

  private List<Verdict> take(AgentId agent, int times) {
    return IntStream.range(0, times).mapToObj(_ -> allowance.take(agent)).toList();
  }
}
