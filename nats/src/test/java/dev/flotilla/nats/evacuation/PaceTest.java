// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.evacuation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  @ParameterizedTest
  @CsvSource({"0,0,10", "7,7,10", "200,200,10", "1000,1000,50", "1001,1001,51", "90000,5000,250"})
  void batchesGrowAndTheirNumberDoesNot(int connected, int asked, int batch) {
    assertThat(Pace.of(connected)).isEqualTo(new Pace(asked, batch));
  }
}
