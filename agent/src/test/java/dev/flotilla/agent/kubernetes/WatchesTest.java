// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchesTest {
  @ParameterizedTest
  @CsvSource({"1, true", "7, true", "8, false", "300, false"})
  void shareTheConnectionAsLongAsItsStreamsLast(int namespaces, boolean shared) {
    assertThat(Watches.shareConnection(namespaces)).isEqualTo(shared);
  }
}
