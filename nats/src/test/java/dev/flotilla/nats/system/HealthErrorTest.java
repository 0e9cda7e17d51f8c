// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthErrorTest {
  private static final Map<String, String> NAMES = Map.of("AKEY", "shop");

  @Test
  void namesTheAccountTheStreamAndTheConsumer() {
    assertThat(error("AKEY", "ORDERS", "bill").sentence(NAMES))
        .isEqualTo(
            "reports on consumer bill of stream ORDERS in account shop: shop > ORDERS is broken");
    assertThat(error("AKEY", null, null).sentence(NAMES))
        .isEqualTo("reports on account shop: shop > ORDERS is broken");
  }

  @Test
  void anAccountWithoutAKnownNameKeepsItsKey() {
    assertThat(error("AKEY", "ORDERS", null).sentence(Map.of()))
        .isEqualTo("reports on stream ORDERS in account AKEY: AKEY > ORDERS is broken");
  }

  @Test
  void anErrorOfTheServerIsAboutNoAccount() {
    assertThat(error(null, null, null).sentence(NAMES))
        .isEqualTo("reports: AKEY > ORDERS is broken");
  }

  private static HealthError error(
      @Nullable String account, @Nullable String stream, @Nullable String consumer) {
    return new HealthError("STREAM", account, stream, consumer, "AKEY > ORDERS is broken");
  }
}
