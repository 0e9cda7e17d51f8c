// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol;

/**
 * A failure as a value: what a machine branches on, what a person reads, and what that person can
 * do.
 *
 * @param code stable, upper-case with underscores, such as {@code STALE_REVISION}; of the {@link
 *     Code}s, of a finding, or of a newer peer
 * @param message one sentence: what is wrong, and where
 * @param hint what to do about it; empty when nothing can be done
 */
public record Problem(String code, String message, String hint) {
  /** A problem with a code of this version. */
  public Problem(Code code, String message, String hint) {
    this(code.name(), message, hint);
  }
}
