// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;

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

  /**
   * The private key of a PKCS#8 encoding.
   *
   * @throws IllegalArgumentException when it is none of an elliptic curve
   */
  static PrivateKey open(byte[] encoding) {
    try {
      return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoding));
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException("not a private key of an elliptic curve", malformed);
    }
  }
}
