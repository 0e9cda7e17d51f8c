// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Public Ed25519 keys as text, {@code ed25519:} and Base64 (RFC 4648, section 5) of 32 bytes. So a
 * signature can be checked even where its key is not known.
 */
public final class SigningKeys {
  private static final String PREFIX = "ed25519:";

  /** What comes before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int LENGTH = 32;

  private SigningKeys() {}

  /**
   * The key as text.
   *
   * @throws IllegalArgumentException when it is of another kind
   */
  public static String id(PublicKey key) {
    byte[] encoded = key.getEncoded();
    if (encoded == null
        || encoded.length != SPKI.length + LENGTH
        || !Arrays.equals(SPKI, Arrays.copyOf(encoded, SPKI.length))) {
      throw new IllegalArgumentException("not an Ed25519 key: " + key.getAlgorithm());
    }
    return PREFIX
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(Arrays.copyOfRange(encoded, SPKI.length, encoded.length));
  }

  /** True when this key has signed the message; false also for what is no key. */
  static boolean isSignedBy(String keyId, byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key(keyId));
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException malformed) {
      return false;
    }
  }

  private static PublicKey key(String keyId) throws GeneralSecurityException {
    if (!keyId.startsWith(PREFIX)) {
      throw new IllegalArgumentException("another kind of key");
    }
    byte[] raw = Base64.getUrlDecoder().decode(keyId.substring(PREFIX.length()));
    byte[] spki = Arrays.copyOf(SPKI, SPKI.length + raw.length);
    System.arraycopy(raw, 0, spki, SPKI.length, raw.length);
    PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki));
    if (!id(key).equals(keyId)) {
      // Some bits of Base64 carry nothing: one key would have several ids.
      throw new IllegalArgumentException("not the id of this key");
    }
    return key;
  }
}
