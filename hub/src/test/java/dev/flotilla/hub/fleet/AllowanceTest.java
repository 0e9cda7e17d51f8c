// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.hub.fleet.Allowance.Verdict;
import dev.flotilla.protocol.AgentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {
  private static final AgentId LOUD = new AgentId("a".repeat(26));
  private static final AgentId QUIET = new AgentId("b".repeat(26));

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  private final Allowance allowance = new Allowance(3, Duration.ofSeconds(10));

  @Test
  void oneAgentBeyondItTakesNothingFromAnother() {
    assertThat(take(LOUD, 5, START))
        .containsExactly(
            Verdict.WITHIN, Verdict.WITHIN, Verdict.WITHIN, Verdict.FIRST_BEYOND, Verdict.BEYOND);
    assertThat(take(QUIET, 3, START)).isEqualTo(Collections.nCopies(3, Verdict.WITHIN));
  }

  @Test
  void itGrowsBackByOneInEachPeriodUpToTheMost() {
    assertThat(take(LOUD, 4, START)).endsWith(Verdict.FIRST_BEYOND);

    assertThat(take(LOUD, 2, START.plusSeconds(10)))
        .containsExactly(Verdict.WITHIN, Verdict.BEYOND);
    assertThat(take(LOUD, 4, START.plus(Duration.ofHours(1))))
        .containsExactly(Verdict.WITHIN, Verdict.WITHIN, Verdict.WITHIN, Verdict.FIRST_BEYOND);
  }

  @Test
  void whatWasSentInTimeIsWithinHoweverLateAndFastItIsRead() {
    List<Verdict> backlog =
        IntStream.range(0, 1_000)
            .mapToObj(sent -> allowance.take(QUIET, START.plusSeconds(10L * sent)))
            .toList();

    assertThat(backlog).isEqualTo(Collections.nCopies(1_000, Verdict.WITHIN));
  }

  @Test
  void afterAFailedReportTheNextExcessIsTheFirstAgain() {
    assertThat(take(LOUD, 4, START)).endsWith(Verdict.FIRST_BEYOND);

    allowance.notReported(LOUD);

    assertThat(take(LOUD, 2, START)).containsExactly(Verdict.FIRST_BEYOND, Verdict.BEYOND);
  }

  private List<Verdict> take(AgentId agent, int times, Instant at) {
    return IntStream.range(0, times).mapToObj(_ -> allowance.take(agent, at)).toList();
  }
}
