// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final BackOff FIRST = BackOff.upTo(Duration.ofSeconds(30));

  @Test
  void pausesDoubleUpToALimit() {
    BackOff backOff = FIRST;
    for (int failure = 0; failure < 20; failure++) {
      backOff = backOff.after(Duration.ofMillis(10));
    }

    assertThat(FIRST.after(Duration.ZERO).delay()).isEqualTo(Duration.ofMillis(200));
    assertThat(backOff.delay()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void aLongLifeBeginsAnew() {
    BackOff tired = new BackOff(Duration.ofSeconds(30), Duration.ofSeconds(30));

    assertThat(tired.after(Duration.ofMinutes(2)).delay()).isEqualTo(Duration.ofMillis(200));
  }
}
