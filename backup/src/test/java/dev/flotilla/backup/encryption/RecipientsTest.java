// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.exceptionfactory.jagged.bech32.Bech32;
import dev.flotilla.backup.encryption.RefusedRecipient.Reason;
import dev.flotilla.backup.testing.AgeKeys;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipientsTest {
  private static final AgeKeys KEYS = AgeKeys.create();

  @Test
  void repeatedRecipientsCountOnce() {
    Recipients recipients = AgeKeys.recipients(KEYS.recipient(), " " + KEYS.recipient() + "\n");

    assertThat(recipients.list()).containsExactly(new Recipient(KEYS.recipient()));
  }

  @Test
  void anEmptyListIsRefused() {
    assertThat(refused()).containsExactly(Reason.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIB me', SSH",
    "'ssh-rsa AAAAB3NzaC1yc2E', SSH",
    "age1yubikey1qwt50d05nh5vutpdzmlg5wn80xq5negm4uj9ghv0snvdd3yysf5yw3rhl3t, PLUGIN",
    "age1short, MALFORMED",
    "someone@example.com, MALFORMED",
    "'', MALFORMED"
  })
  void othersAreRefusedInWords(String text, Reason reason) {
    assertThat(refused(text)).containsExactly(reason);
  }

  @Test
  void aPostQuantumRecipientIsRefusedInWords() {
    String longOne = "age1pq1" + String.join("", Collections.nCopies(1953, "q"));

    assertThat(refused(longOne)).containsExactly(Reason.POST_QUANTUM);
    assertThat(Reason.POST_QUANTUM.sentence()).contains("post-quantum", "age-keygen");
  }

  @Test
  void aPrivateKeyIsRefusedWithoutRepeatingIt() {
    ParsedRecipients parsed = Recipients.parse(List.of(KEYS.identity()));

    assertThat(refused(KEYS.identity())).containsExactly(Reason.PRIVATE);
    assertThat(parsed.toString()).doesNotContain(KEYS.identity().substring(20));
  }

  @Test
  void aPointOfTheCurveThatGivesNoSecretIsRefused() {
    // The key of 32 zero bytes, with a right checksum.
    String zero =
        "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq".substring(0, 56);
    String weak = Bech32.getEncoder().encode("age", new byte[32]).toString();

    assertThat(weak).startsWith(zero);
    assertThat(refused(weak)).containsExactly(Reason.WEAK);
  }

  @Test
  void oneThatIsMistypedIsNamedAmongRightOnes() {
    char[] typed = KEYS.recipient().toCharArray();
    typed[30] = typed[30] == 'q' ? 'p' : 'q';
    String mistyped = new String(typed);

    ParsedRecipients parsed = Recipients.parse(List.of(KEYS.recipient(), mistyped));

    assertThat(parsed)
        .isEqualTo(
            new ParsedRecipients.Refused(
                List.of(new RefusedRecipient(mistyped.substring(0, 24) + "...", Reason.CHECKSUM))));
  }

  @ParameterizedTest
  @CsvSource({
    "'', no identity",
    "'# only a comment', no identity",
    "AGE-SECRET-KEY-PQ-1XYZ, line 1: post-quantum",
    "AGE-PLUGIN-YUBIKEY-1XYZ, line 1: identities of age plugins",
    "age1abc, line 1: this is a public key",
    "'-----BEGIN OPENSSH PRIVATE KEY-----', line 1: SSH keys",
    "age-encryption.org/v1, line 1: the identity file itself is encrypted"
  })
  void otherIdentitiesAreRefusedInWords(String text, String sentence) {
    assertThatThrownBy(() -> Identities.read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void aMistypedIdentityIsNotRepeated() {
    char[] typed = KEYS.identity().toCharArray();
    typed[40] = typed[40] == 'Q' ? 'P' : 'Q';

    assertThatThrownBy(() -> Identities.read("# mine\n" + new String(typed)))
        .hasMessageContaining("line 2")
        .hasMessageNotContaining(KEYS.identity().substring(20, 38))
        .hasNoCause();
    assertThat(KEYS.identities().toString()).isEqualTo("age identities: 1");
  }

  private static List<Reason> refused(String... texts) {
    return Recipients.parse(List.of(texts)) instanceof ParsedRecipients.Refused refused
        ? refused.recipients().stream().map(RefusedRecipient::reason).toList()
        : List.of();
  }
}
