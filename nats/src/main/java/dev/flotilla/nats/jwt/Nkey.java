// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import io.nats.client.NKey;
import java.io.IOException;
import java.security.GeneralSecurityException;

/**
 * A private NKey (Ed25519). It never shows its seed by accident: {@link #toString} is the public
 * key.
 */
public final class Nkey {
  private final NKey key;
  private final KeyKind kind;
  private final String publicKey;

  private Nkey(NKey key) throws GeneralSecurityException, IOException {
    this.key = key;
    this.publicKey = new String(key.getPublicKey());
    this.kind = kindOf(publicKey);
  }

  static Nkey of(NKey key) {
    try {
      return new Nkey(key);
    } catch (GeneralSecurityException | IOException problem) {
      throw new IllegalArgumentException("not an NKey with a private half", problem);
    }
  }

  /**
   * The key of a seed.
   *
   * @param seed text that starts with {@code S}
   * @throws IllegalArgumentException when it is not a seed; the message does not contain it
   */
  public static Nkey fromSeed(String seed) {
    NKey key;
    try {
      key = NKey.fromSeed(seed.strip().toCharArray());
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException("not an NKey seed", malformed);
    }
    return of(key);
  }

  /** Kind of the key. */
  public KeyKind kind() {
    return kind;
  }

  /** The public half, safe to show. */
  public String publicKey() {
    return publicKey;
  }

  /** The private half as text; keep it in Secrets only. */
  public String seed() {
    return new String(key.getSeed());
  }

  /** Signs the data; 64 bytes. */
  public byte[] sign(byte[] data) {
    try {
      return key.sign(data);
    } catch (GeneralSecurityException | IOException problem) {
      throw new IllegalStateException("the key " + publicKey + " cannot sign", problem);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nkey that && publicKey.equals(that.publicKey);
  }

  @Override
  public int hashCode() {
    return publicKey.hashCode();
  }

  @Override
  public String toString() {
    return publicKey;
  }

  private static KeyKind kindOf(String publicKey) {
    for (KeyKind kind : KeyKind.values()) {
      if (kind.prefix() == publicKey.charAt(0)) {
        return kind;
      }
    }
    throw new IllegalArgumentException("an NKey of an unknown kind");
  }
}
