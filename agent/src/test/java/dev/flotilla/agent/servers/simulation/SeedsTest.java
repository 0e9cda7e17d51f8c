// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.servers.RollPlanner;
import dev.flotilla.agent.servers.SimulatedAgent.Decisions;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Ten thousand schedules that nobody wrote, others in each build. One that fails is printed with
 * its seed; {@code -Dflotilla.seed=SEED} runs exactly that one again, {@code -Dflotilla.seeds=N} so
 * many from there on.
 */
class SeedsTest {
  private static final int SEEDS = 10_000;
  private static final int ENOUGH = 1_000;
  private static final Decisions PRODUCTION = RollPlanner::next;

  @Test
  void noScheduleTakesAServerWhileQuorumWouldBeLostAndEachConverges() {
    boolean again = System.getProperty("flotilla.seed") != null;
    long first = Long.getLong("flotilla.seed", System.nanoTime());
    int seeds = Integer.getInteger("flotilla.seeds", again ? 1 : SEEDS);
    for (long seed = first; seed < first + seeds; seed++) {
      Optional<String> broken = Simulation.broken(seed, PRODUCTION);
      if (broken.isPresent()) {
        assertThat(broken).as(story(seed)).isEmpty();
      }
    }
  }

  private static String story(long seed) {
    return "-Dflotilla.seed=" + seed + "\n" + Simulation.story(seed, PRODUCTION) + "\n";
  }

  /** The same seeds each time: a net that is too coarse for one of these is to be mended. */
  @ParameterizedTest
  @EnumSource(Mutant.class)
  void anEngineThatLacksOneSafetyIsCaught(Mutant mutant, TestReporter reporter) {
    var caught =
        LongStream.range(0, ENOUGH)
            .filter(seed -> Simulation.broken(seed, mutant).isPresent())
            .findFirst();

    assertThat(caught).as("%s within %s seeds", mutant, ENOUGH).isPresent();
    reporter.publishEntry(
        mutant.name(),
        "caught at seed %s: %s"
            .formatted(
                caught.getAsLong(), Simulation.broken(caught.getAsLong(), mutant).orElseThrow()));
  }
}
