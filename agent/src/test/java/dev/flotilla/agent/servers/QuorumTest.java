// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.servers.Quorum.Standing;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One letter a server: the leader that it follows, {@code -} for none, {@code ?} for not known. */
class QuorumTest {
  @ParameterizedTest
  @CsvSource({
    "aaa, false",
    "aa-, false",
    "a--, true",
    "---, true",
    "-??, false",
    "--?, true",
    "a??, false",
    "a, false",
    "-, true",
    "aaa--, false",
    "aa---, true",
    "??---, true"
  })
  void isLostOnlyWhereNoMajorityCanHaveOne(String servers, boolean lost) {
    assertThat(of(servers).lost()).isEqualTo(lost);
  }

  @ParameterizedTest
  @CsvSource({
    "aa-, 2, true",
    "aa-, 1, false",
    "-aa, 0, true",
    "ab-, 2, false",
    "a?-, 2, false",
    "aa?, 2, false",
    "aaa, 2, false",
    "aaa--, 4, true",
    "aab--, 4, false"
  })
  void goesOnWithoutAServerThatTakesNoPart(String servers, int ordinal, boolean without) {
    assertThat(of(servers).without(ordinal)).isEqualTo(without);
  }

  static Quorum of(String servers) {
    Map<Integer, Standing> standings = new TreeMap<>();
    for (int ordinal = 0; ordinal < servers.length(); ordinal++) {
      char seen = servers.charAt(ordinal);
      if (seen == '-') {
        standings.put(ordinal, new Standing.Apart());
      } else if (seen != '?') {
        standings.put(ordinal, new Standing.Follows(String.valueOf(seen)));
      }
    }
    return new Quorum(servers.length(), standings);
  }
}
