// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

/**
 * One thing that is wrong with a NatsCluster document.
 *
 * @param code stable code
 * @param field path of the field, such as {@code spec.jetStream.fileStore.size} or {@code
 *     spec.waivers[0]}
 * @param message one sentence for a person
 * @param hint what to do about it, one sentence
 * @param waivable whether {@code spec.waivers} may name the code
 */
public record Finding(
    FindingCode code, String field, String message, String hint, boolean waivable) {
  /** A finding that is waivable exactly when its code is. */
  public Finding(FindingCode code, String field, String message, String hint) {
    this(code, field, message, hint, code.waivable());
  }
}
