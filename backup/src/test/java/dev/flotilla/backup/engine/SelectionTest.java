// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.backup.manifest.StreamName;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final StreamName ORDERS = new StreamName("AAAA", "APP", "ORDERS");
  private static final StreamName BUCKET = new StreamName("AAAA", "APP", "KV_settings");

  @Test
  void withoutPatternsEverythingIsSelected() {
    Selection all = Selection.of(List.of(), List.of());

    assertThat(all.selects(ORDERS)).isTrue();
    assertThat(all.touches("APP")).isTrue();
  }

  @Test
  void patternsAreOfAccountAndStream() {
    Selection buckets = Selection.of(List.of("APP/KV_*", "OTHER/*"), List.of());

    assertThat(buckets.selects(BUCKET)).isTrue();
    assertThat(buckets.selects(ORDERS)).isFalse();
    assertThat(buckets.touches("APP")).isTrue();
    assertThat(buckets.touches("OTHER")).isTrue();
    assertThat(buckets.touches("THIRD")).isFalse();
  }

  @Test
  void whatIsExcludedWins() {
    Selection some = Selection.of(List.of(), List.of("APP/ORDERS", "OTHER/*"));

    assertThat(some.selects(ORDERS)).isFalse();
    assertThat(some.selects(BUCKET)).isTrue();
    assertThat(some.touches("OTHER")).isFalse();
  }

  @Test
  void signsOfAPatternStandForThemselves() {
    assertThat(Selection.of(List.of("APP/ORDER."), List.of()).selects(ORDERS)).isFalse();
  }

  @Test
  void aPatternThatSelectsNothingIsNamed() {
    Selection some = Selection.of(List.of("APP/ORDERS", "APP/ORDRES"), List.of());

    assertThat(some.idle(List.of(ORDERS, BUCKET))).containsExactly("APP/ORDRES");
  }
}
