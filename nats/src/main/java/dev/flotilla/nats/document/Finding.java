// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

/**
 * One problem of a document.
 *
 * @param code stable code
 * @param severity its consequence for this document
 * @param field path of the field, such as {@code spec.jetStream.fileStore.size} or {@code
 *     spec.waivers[0]}
 * @param message one sentence for a person
 * @param hint what to do about it, one sentence
 */
public record Finding(
    FindingCode code, Severity severity, String field, String message, String hint) {
  /** An error. */
  public Finding(FindingCode code, String field, String message, String hint) {
    this(code, Severity.ERROR, field, message, hint);
  }

  /** Whether {@code spec.waivers} may name the code. */
  public boolean waivable() {
    return code.waivable();
  }
}
