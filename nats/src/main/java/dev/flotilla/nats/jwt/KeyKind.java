// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

/** Kinds of NKeys; the first letter of the public key encodes them. */
public enum KeyKind {
  /** Signs accounts; public keys start with O. */
  OPERATOR('O'),
  /** Signs users; public keys start with A. */
  ACCOUNT('A'),
  /** Connects; public keys start with U. */
  USER('U');

  private final char prefix;

  KeyKind(char prefix) {
    this.prefix = prefix;
  }

  /** First letter of public keys of this kind. */
  public char prefix() {
    return prefix;
  }

  /** Whether the text is a well-formed public key of this kind, checksum included. */
  public boolean isPublicKey(String text) {
    return !text.isEmpty() && text.charAt(0) == prefix && PublicKey.isValid(text);
  }
}
