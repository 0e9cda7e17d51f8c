// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

/** A key that signs documents of sets. */
public interface SetSigner {
  /** The public key, as {@link SigningKeys} writes it. */
  String keyId();

  /** The Ed25519 signature, 64 bytes. */
  byte[] sign(byte[] message);
}
