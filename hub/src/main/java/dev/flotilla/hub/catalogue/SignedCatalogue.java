// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.catalogue;

import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.signature.VerifyingKey;
import dev.flotilla.protocol.trust.Roots;
import java.util.List;
import java.util.Optional;

/**
 * A catalogue file under the signature of an offline root: it names images and decides what may be
 * deployed, so a role in the API alone does not bring one in.
 *
 * @param root that signed it
 * @param file as it was signed, byte by byte
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
record SignedCatalogue(VerifyingKey root, byte[] file) {
  /** The payload type of a signed catalogue. */
  static final String TYPE = "application/vnd.flotilla.catalogue.v1+json";

  static Envelope sign(byte[] file, SigningKey root) {
    return Envelope.sign(TYPE, file, root);
  }

  /** The file, if one of the roots signed it. */
  static Optional<SignedCatalogue> open(Envelope envelope, Roots roots) {
    return roots.keys().stream()
        .filter(root -> envelope.verifies(TYPE, List.of(root)))
        .findFirst()
        .map(root -> new SignedCatalogue(root, envelope.payload()));
  }
}
