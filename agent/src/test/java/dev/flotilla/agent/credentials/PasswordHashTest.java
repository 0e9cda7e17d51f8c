// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @Test
  void isOfItsPasswordAlone() {
    PasswordHash hash = PasswordHash.of("correct horse", RANDOM);

    assertThat(hash.isOf("correct horse")).isTrue();
    assertThat(hash.isOf("correct horses")).isFalse();
    assertThat(hash.text()).startsWith("$2a$10$").doesNotContain("horse");
    assertThat(PasswordHash.of("correct horse", RANDOM).text()).isNotEqualTo(hash.text());
  }

  @Test
  void aHashIsUsedAsItIs() {
    String given = PasswordHash.of("correct horse", RANDOM).text();

    assertThat(PasswordHash.of(given, RANDOM).text()).isEqualTo(given);
    assertThat(new PasswordHash(given).isOf(given)).isTrue();
    assertThat(PasswordHash.of("another", RANDOM).isOf(given)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "kept-by-an-editor\n",
        "two\nlines",
        "0123456789012345678901234567890123456789012345678901234567890123456789012"
      })
  void whatNobodyCouldTypeIsRefusedAndNotRepeated(String password) {
    assertThatThrownBy(() -> PasswordHash.of(password, RANDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(
            refusal ->
                assertThat(
                        password.isEmpty()
                            || !String.valueOf(refusal.getMessage()).contains(password))
                    .isTrue());
  }

  @Test
  void showsNothingOfItself() {
    PasswordHash hash = PasswordHash.of("correct horse", RANDOM);

    assertThat(hash.toString()).doesNotContain(hash.text());
  }
}
