// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.signature.VerifyingKey;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrustTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");

  private final SigningKey root = SigningKey.generate(new SecureRandom());
  private final SigningKey spare = SigningKey.generate(new SecureRandom());
  private final SigningKey online = SigningKey.generate(new SecureRandom());
  private final Roots roots = new Roots(List.of(root.verifyingKey(), spare.verifyingKey()));
  private final KeySet keySet =
      new KeySet(1, List.of(new KeySet.Entry(online.verifyingKey(), START, END)));

  @Test
  void eitherRootVouchesForAKeySet() {
    assertThat(roots.open(keySet.sign(root))).contains(keySet);
    assertThat(roots.open(keySet.sign(spare))).contains(keySet);
    assertThat(roots.open(keySet.sign(online))).isEmpty();
  }

  @Test
  void anOnlineKeyCountsOnlyWithinItsTime() {
    assertThat(keySet.validAt(START)).containsExactly(online.verifyingKey());
    assertThat(keySet.validAt(START.minusMillis(1))).isEmpty();
    assertThat(keySet.validAt(END)).isEmpty();
  }

  @Test
  void oneRootIsNotEnough() {
    VerifyingKey only = root.verifyingKey();
    assertThatThrownBy(() -> new Roots(List.of(only, only)))
        .hasMessageContaining("two different roots");
  }

  @Test
  void aJoinTokenSurvivesCopyAndPaste() {
    var token =
        new JoinToken(URI.create("https://hub:8443"), "sha256:ab", roots.keys(), "t1", "s3cret");

    assertThat(JoinToken.parse("  " + token.text() + "\n")).isEqualTo(token);
    assertThat(token.toString()).doesNotContain("s3cret");
  }

  @Test
  void aDamagedJoinTokenIsNotEchoed() {
    var token =
        new JoinToken(URI.create("https://hub:8443"), "sha256:ab", roots.keys(), "t1", "s3cret")
            .text();
    var half = token.substring(0, token.length() / 2);

    assertThatThrownBy(() -> JoinToken.parse(half))
        .hasMessageContaining("truncated")
        .hasMessageNotContaining(half.substring(10));
    assertThatThrownBy(() -> JoinToken.parse("hello")).hasMessageContaining("flt1.");
  }
}
