// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

/**
 * Why an object of a set cannot be used.
 *
 * @param sentence for people, without a full stop
 */
public record Damage(Code code, String sentence) {
  /** For programs. */
  public enum Code {
    /** Larger than any of ours. */
    TOO_LARGE,
    /** Not JSON: cut, flipped or something else. */
    NOT_JSON,
    /** JSON, but not a signed envelope. */
    NOT_AN_ENVELOPE,
    /** An envelope of something else. */
    OTHER_KIND,
    /** It has no signature that can be checked. */
    UNSIGNED,
    /** The signature does not fit the content. */
    SIGNATURE_WRONG,
    /** A newer Flotilla has written it. */
    NEWER_VERSION,
    /** A field is missing or of another type. */
    SHAPE,
    /** The sum over all objects is another. */
    SUM_WRONG,
    /** It belongs to another set. */
    MISPLACED,
    /** The storage does not deliver it. */
    UNREADABLE
  }
}
