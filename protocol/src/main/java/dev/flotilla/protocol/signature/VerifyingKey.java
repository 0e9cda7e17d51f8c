// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.signature;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.flotilla.protocol.Digest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** An Ed25519 public key; base64 of its 32 bytes in JSON. */
public final class VerifyingKey {

  private static final int KEY_ID_BYTES = 8;

  private final byte[] publicKey;
  private final String keyId;

  /**
   * @throws IllegalArgumentException if there are not exactly 32 bytes
   */
  public VerifyingKey(byte[] publicKey) {
    if (publicKey.length != Ed25519PublicKeyParameters.KEY_SIZE) {
      throw new IllegalArgumentException(
          "an Ed25519 public key has 32 bytes, got " + publicKey.length);
    }
    this.publicKey = publicKey.clone();
    this.keyId = HexFormat.of().formatHex(Digest.sha256(publicKey), 0, KEY_ID_BYTES);
  }

  /**
   * @throws IllegalArgumentException if the text is not base64 of 32 bytes
   */
  @JsonCreator
  public static VerifyingKey parse(String base64) {
    return new VerifyingKey(Base64.getDecoder().decode(base64));
  }

  /** Returns base64 of the 32 bytes. */
  @JsonValue
  public String text() {
    return Base64.getEncoder().encodeToString(publicKey);
  }

  /** Returns the first 16 hex digits of the key's SHA-256. */
  public String keyId() {
    return keyId;
  }

  boolean verifies(byte[] message, byte[] signature) {
    var verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(publicKey, 0));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey key && Arrays.equals(publicKey, key.publicKey);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(publicKey);
  }

  @Override
  public String toString() {
    return "VerifyingKey[" + keyId + "]";
  }
}
