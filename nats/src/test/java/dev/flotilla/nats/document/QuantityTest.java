// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "10Gi, 10737418240",
    "1Ki, 1024",
    "0.5Mi, 524288",
    "1.5Gi, 1610612736",
    "500m, 1",
    "1m, 1",
    "2000m, 2",
    "1k, 1000",
    "2E, 2000000000000000000",
    "1e3, 1000",
    "1E3, 1000",
    "12e-1, 2",
    "100n, 1",
    ".5, 1",
    "5., 5",
    "+7, 7",
    "10737418240, 10737418240",
    "-1Gi, -1073741824",
    "0, 0"
  })
  void kubernetesNotationIsRead(String text, long roundedUp) {
    assertThat(Quantity.parse(text).orElseThrow().rounded()).isEqualTo(roundedUp);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "ten", "10GB", "10gi", "10 Gi", "Gi", "1.2.3", "--1", "1e", "0x10", "10KiB", "1K",
        "NaN", "1e400", "10E", "8Ei"
      })
  void anythingElseIsRefused(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "1n", "0.001m"})
  void theSmallestAmountsArePositive(String text) {
    assertThat(Quantity.of(text).isPositive()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "0Gi", "-0.5m"})
  void zeroAndLessAreNotPositive(String text) {
    assertThat(Quantity.of(text).isPositive()).isFalse();
  }
}
