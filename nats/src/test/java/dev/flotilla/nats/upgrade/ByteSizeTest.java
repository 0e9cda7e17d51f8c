// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteSizeTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "12884901888, 12.0 GiB",
    "9223372036854775807, 8388608.0 TiB"
  })
  void isSaidInTheUnitThatFits(long bytes, String text) {
    assertThat(new ByteSize(bytes)).hasToString(text);
  }
}
