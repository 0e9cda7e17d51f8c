// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.manifest.Damage.Code;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Documents in an envelope with their signature, so that one object is the truth: DSSE v1 (Dead
 * Simple Signing Envelope), which tools of supply chains read as well. To see one: {@code jq -r
 * .payload | base64 -d}.
 *
 * @param trusted ids of known keys, as {@link SigningKeys} writes them
 */
public record SignedDocuments(Set<String> trusted) {
  /** Keeps its own set. */
  public SignedDocuments {
    trusted = Set.copyOf(trusted);
  }

  /** The envelope; the same bytes for the same value and key. */
  public static <T extends Record> byte[] seal(DocumentKind<T> kind, T value, SetSigner signer) {
    return seal(kind.payloadType(), SetJson.write(value), signer);
  }

  static byte[] seal(String payloadType, byte[] payload, SetSigner signer) {
    byte[] signature = signer.sign(message(payloadType, payload));
    return SetJson.write(
        new Envelope(
            payloadType,
            Base64.getEncoder().encodeToString(payload),
            List.of(new Signed(signer.keyId(), Base64.getEncoder().encodeToString(signature)))));
  }

  /** Opens an envelope. Nothing in it is believed before its signature. */
  public <T extends Record> Reading<T> open(DocumentKind<T> kind, byte[] bytes) {
    JsonNode tree;
    try {
      tree = SetJson.tree(bytes);
    } catch (IOException notJson) {
      return Reading.damaged(Code.NOT_JSON, "not JSON: cut, damaged or something else");
    }
    try {
      Envelope envelope = SetJson.read(tree, Envelope.class);
      return RecordShape.missing(envelope).isPresent() ? noEnvelope() : open(kind, envelope);
    } catch (IOException | IllegalArgumentException otherShape) {
      return noEnvelope();
    }
  }

  private static <T> Reading<T> noEnvelope() {
    return Reading.damaged(Code.NOT_AN_ENVELOPE, "not a signed envelope (DSSE)");
  }

  private <T extends Record> Reading<T> open(DocumentKind<T> kind, Envelope envelope) {
    if (!envelope.payloadType().equals(kind.payloadType())) {
      return Reading.damaged(
          Code.OTHER_KIND, "an envelope of '%s'".formatted(envelope.payloadType()));
    }
    if (envelope.signatures().isEmpty()) {
      return Reading.damaged(Code.UNSIGNED, "there is no signature");
    }
    byte[] payload = Base64.getDecoder().decode(envelope.payload());
    byte[] message = message(envelope.payloadType(), payload);
    for (Signed signed : envelope.signatures()) {
      byte[] signature = Base64.getDecoder().decode(signed.sig());
      if (!SigningKeys.isSignedBy(signed.keyid(), message, signature)) {
        return Reading.damaged(
            Code.SIGNATURE_WRONG, "the signature by %s is wrong".formatted(signed.keyid()));
      }
    }
    return read(kind, payload, signer(envelope));
  }

  /** A known one if there is any. */
  private String signer(Envelope envelope) {
    List<String> signers = envelope.signatures().stream().map(Signed::keyid).toList();
    return signers.stream().filter(trusted::contains).findFirst().orElse(signers.getFirst());
  }

  private <T extends Record> Reading<T> read(DocumentKind<T> kind, byte[] payload, String signer) {
    try {
      JsonNode tree = SetJson.tree(payload);
      Optional<Damage> early = kind.problem(tree);
      if (early.isPresent()) {
        return new Reading.Damaged<>(early.get());
      }
      T value = SetJson.read(tree, kind.type());
      Optional<Damage> problem =
          RecordShape.missing(value)
              .map(path -> new Damage(Code.SHAPE, "'%s' is missing".formatted(path)))
              .or(() -> kind.problem(value));
      return problem.isPresent()
          ? new Reading.Damaged<>(problem.get())
          : trusted.contains(signer)
              ? new Reading.Trusted<>(value, signer)
              : new Reading.UnknownSigner<>(value, signer);
    } catch (IOException otherShape) {
      return Reading.damaged(Code.SHAPE, "a field has another type: " + place(otherShape));
    }
  }

  private static String place(IOException otherShape) {
    return otherShape instanceof JsonMappingException mapping
        ? mapping.getPathReference()
        : otherShape.getClass().getSimpleName();
  }

  /** What is signed: DSSE's pre-authentication encoding. */
  private static byte[] message(String type, byte[] payload) {
    ByteArrayOutputStream message = new ByteArrayOutputStream(payload.length + 100);
    message.writeBytes(
        "DSSEv1 %d %s %d ".formatted(type.length(), type, payload.length).getBytes(US_ASCII));
    message.writeBytes(payload);
    return message.toByteArray();
  }

  record Envelope(String payloadType, String payload, List<Signed> signatures) {}

  record Signed(String keyid, String sig) {}
}
