// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import org.junit.jupiter.api.Test;

class PemTest {
  private final KeyPair pair = pair();

  @Test
  void aKeyIsReadAsItWasWritten() {
    assertThat(Pem.key(Pem.of(pair.getPrivate()))).isEqualTo(pair.getPrivate().getEncoded());
  }

  @Test
  void linesHaveSixtyFourCharactersAndEndAsUnixEndsThem() {
    assertThat(Pem.of("DATA", new byte[60]))
        .isEqualTo(
            """
            -----BEGIN DATA-----
            AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
            AAAAAAAAAAAAAAAA
            -----END DATA-----
            """);
  }

  @Test
  void whatIsNoKeyIsRefusedWithoutQuotingIt() {
    String cut = Pem.of(pair.getPrivate()).substring(0, 80);

    assertThatThrownBy(() -> Pem.key(cut)).hasMessage("invalid private key").hasNoCause();
    assertThatThrownBy(() -> Pem.key(Pem.of("EC PRIVATE KEY", new byte[8])))
        .hasMessage("no PKCS#8 private key");
    assertThatThrownBy(() -> Pem.key("")).hasMessage("no PKCS#8 private key");
  }

  @Test
  void aTextWithoutACertificateIsRefused() {
    assertThatThrownBy(() -> Pem.certificates("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Pem.certificates(Pem.of("CERTIFICATE", new byte[8])))
        .hasMessage("invalid certificate");
  }

  private static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("EC").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
