// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.tls;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;

/** Private keys in Secrets of other owners. No message contains a key. */
final class PrivateKeys {
  private PrivateKeys() {}

  /**
   * The first private key of a PEM text, in PKCS#8 or in the older forms that cert-manager writes
   * by default.
   *
   * @throws IllegalArgumentException when there is none that can be read
   */
  static PrivateKey parse(String text) {
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
        if (found instanceof PrivateKeyInfo key) {
          return key(key);
        }
        if (found instanceof PEMKeyPair pair) {
          return key(pair.getPrivateKeyInfo());
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException damaged) {
      // Neither message nor cause: they could quote what was read.
      throw new IllegalArgumentException("invalid private key");
    }
    throw new IllegalArgumentException("no usable private key");
  }

  /** With the JDK, which knows algorithms by their object identifiers. */
  private static PrivateKey key(PrivateKeyInfo info) throws IOException, GeneralSecurityException {
    return KeyFactory.getInstance(info.getPrivateKeyAlgorithm().getAlgorithm().getId())
        .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
  }
}
