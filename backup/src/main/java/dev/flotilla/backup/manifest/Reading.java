// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

/** What became of reading a signed document. */
public sealed interface Reading<T> {
  /** Whole, and signed by a known key. */
  record Trusted<T>(T value, String signer) implements Reading<T> {}

  /** Whole, and signed by a key that is not known here, such as that of another member. */
  record UnknownSigner<T>(T value, String signer) implements Reading<T> {}

  /** Not usable. */
  record Damaged<T>(Damage damage) implements Reading<T> {}

  /** A reading that failed. */
  static <T> Reading<T> damaged(Damage.Code code, String sentence) {
    return new Damaged<>(new Damage(code, sentence));
  }
}
