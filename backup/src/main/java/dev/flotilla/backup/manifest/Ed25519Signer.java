// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** Signs with a key of the JDK. The private half is never shown. */
public final class Ed25519Signer implements SetSigner {
  private final PrivateKey key;
  private final String keyId;

  private Ed25519Signer(PrivateKey key, PublicKey publicKey) {
    this.key = key;
    this.keyId = SigningKeys.id(publicKey);
  }

  /** Signs with this pair. */
  public static Ed25519Signer of(KeyPair pair) {
    return new Ed25519Signer(pair.getPrivate(), pair.getPublic());
  }

  /**
   * Signs with this pair.
   *
   * @param pkcs8 the private key
   * @param spki the public key, X.509 SubjectPublicKeyInfo
   * @throws IllegalArgumentException when they are not such keys, or no pair
   */
  public static Ed25519Signer of(byte[] pkcs8, byte[] spki) {
    try {
      KeyFactory factory = KeyFactory.getInstance("Ed25519");
      Ed25519Signer signer =
          new Ed25519Signer(
              factory.generatePrivate(new PKCS8EncodedKeySpec(pkcs8)),
              factory.generatePublic(new X509EncodedKeySpec(spki)));
      byte[] trial = new byte[1];
      if (!SigningKeys.isSignedBy(signer.keyId(), trial, signer.sign(trial))) {
        throw new IllegalArgumentException("the two keys are no pair");
      }
      return signer;
    } catch (GeneralSecurityException malformed) {
      throw new IllegalArgumentException("not a pair of Ed25519 keys", malformed);
    }
  }

  @Override
  public String keyId() {
    return keyId;
  }

  @Override
  public byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException("the key " + keyId + " cannot sign", problem);
    }
  }

  @Override
  public String toString() {
    return keyId;
  }
}
