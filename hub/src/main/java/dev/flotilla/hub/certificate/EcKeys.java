// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;

/**
 * Key pairs for TLS: P-256, which every TLS stack has, and whose handshakes cost a tenth of RSA's.
 */
public final class EcKeys {
  private EcKeys() {}

  /** A new P-256 pair. */
  public static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java lacks P-256", missing);
    }
  }
}
