// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.nats.upgrade.ServerStore;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectedTimeTest {
  private static final long GIBIBYTE = 1L << 30;

  @Test
  void withoutDataOnlyTheRestartsCount() {
    assertThat(text(1, 0, 0, 0))
        .isEqualTo("15 s to 5 min for 3 restarts, with up to 0 B to read in each");
  }

  @Test
  void eachStepReadsTheDataOfEachServerAtMostOnce() {
    assertThat(text(1, 12 * GIBIBYTE, GIBIBYTE, GIBIBYTE))
        .isEqualTo("15 s to 8 min for 3 restarts, with up to 12.0 GiB to read in each");
    assertThat(text(2, 12 * GIBIBYTE, GIBIBYTE, GIBIBYTE))
        .isEqualTo("30 s to 16 min for 6 restarts, with up to 12.0 GiB to read in each");
  }

  @Test
  void manyHoursAreNotSaidInMinutes() {
    assertThat(text(1, 1000 * GIBIBYTE, 0, 0)).startsWith("15 s to 4 h for ");
  }

  @Test
  void nothingIsSaidOfServersWithoutJetStream() {
    assertThat(ExpectedTime.of(List.of(), 2).text()).isEmpty();
  }

  private static String text(int steps, long... bytes) {
    return ExpectedTime.of(
            Arrays.stream(bytes)
                .mapToObj(used -> new ServerStore("orders-0", used, 0, Set.of()))
                .toList(),
            steps)
        .text();
  }
}
