// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import io.nats.client.NKey;
import java.io.IOException;
import java.security.GeneralSecurityException;

/** Checks made with the public half of an NKey. */
public final class PublicKey {
  private PublicKey() {}

  /** Whether the text is a well-formed public key of any kind, checksum included. */
  public static boolean isValid(String text) {
    try {
      NKey.fromPublicKey(text.toCharArray());
      return true;
    } catch (IllegalArgumentException notAKey) {
      return false;
    }
  }

  /**
   * Whether the signature over the data was made with the private half of this public key; false
   * for a malformed key.
   */
  public static boolean verify(String publicKey, byte[] data, byte[] signature) {
    if (signature.length != 64) {
      return false;
    }
    try {
      return NKey.fromPublicKey(publicKey.toCharArray()).verify(data, signature);
    } catch (IllegalArgumentException | GeneralSecurityException | IOException malformed) {
      return false;
    }
  }
}
