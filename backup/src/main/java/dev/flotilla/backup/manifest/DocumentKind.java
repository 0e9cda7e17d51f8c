// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A kind of signed document.
 *
 * @param payloadType by which a signature over one kind is worth nothing for another
 */
public record DocumentKind<T extends Record>(String payloadType, Class<T> type) {
  /** What a set holds. */
  public static final DocumentKind<Manifest> MANIFEST =
      new DocumentKind<>("application/vnd.flotilla.backup.manifest+json", Manifest.class);

  /** A stream of a set that may not be finished. */
  public static final DocumentKind<SavedStream> STREAM =
      new DocumentKind<>("application/vnd.flotilla.backup.stream+json", SavedStream.class);

  /** The result of a verification. */
  public static final DocumentKind<Verification> VERIFICATION =
      new DocumentKind<>("application/vnd.flotilla.backup.verification+json", Verification.class);

  /** What is wrong before its shape is looked at: other versions have other shapes. */
  Optional<Damage> problem(JsonNode tree) {
    if (type != Manifest.class || tree.path("version").asInt() <= Manifest.VERSION) {
      return Optional.empty();
    }
    return Optional.of(
        new Damage(
            Damage.Code.NEWER_VERSION,
            "the manifest has version %d, and this Flotilla reads up to %d; use a newer one"
                .formatted(tree.path("version").asInt(), Manifest.VERSION)));
  }

  /** What is wrong with the content. */
  Optional<Damage> problem(T value) {
    if (value instanceof Manifest manifest
        && !manifest.sha256().equals(Digests.ofAll(manifest.objects()))) {
      return Optional.of(
          new Damage(
              Damage.Code.SUM_WRONG, "the manifest's sum is not that of the objects it lists"));
    }
    return Optional.empty();
  }
}
