// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.signature;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/**
 * A payload with signatures over its raw bytes, in the JSON form of DSSE v1
 * (secure-systems-lab/dsse, envelope.md): what is verified is exactly what was sent, never a
 * re-serialised copy.
 *
 * @param payloadType the media type, which is signed too
 * @param payload the bytes; base64 in JSON
 * @param signatures at least one
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one; the digest of a document's body is
public record Envelope(String payloadType, byte[] payload, List<Signature> signatures) {

  public Envelope {
    signatures = List.copyOf(signatures);
  }

  /** Signs a payload with one key. */
  public static Envelope sign(String payloadType, byte[] payload, SigningKey key) {
    byte[] signature = key.sign(preAuthenticationEncoding(payloadType, payload));
    return new Envelope(
        payloadType, payload, List.of(new Signature(key.verifyingKey().keyId(), signature)));
  }

  /** Whether the type is as expected and one of the keys made one of the signatures. */
  public boolean verifies(String expectedType, Collection<VerifyingKey> keys) {
    if (!payloadType.equals(expectedType)) {
      return false;
    }
    byte[] signed = preAuthenticationEncoding(payloadType, payload);
    return signatures.stream()
        .anyMatch(
            signature ->
                keys.stream()
                    .filter(key -> key.keyId().equals(signature.keyid()))
                    .anyMatch(key -> key.verifies(signed, signature.sig())));
  }

  private static byte[] preAuthenticationEncoding(String type, byte[] body) {
    byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream(body.length + typeBytes.length + 32);
    out.writeBytes(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(typeBytes);
    out.writeBytes((" " + body.length + " ").getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }
}
