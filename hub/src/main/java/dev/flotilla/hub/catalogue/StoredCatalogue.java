// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.catalogue;

import dev.flotilla.protocol.signature.Envelope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue in force, as it is stored.
 *
 * @param generation one higher with each catalogue, from 1
 * @param file byte by byte as it was bundled or signed
 * @param imported how it came in; null for one that a build brought
 */
@SuppressWarnings("ArrayRecordComponent") // compared by no one
public record StoredCatalogue(long generation, byte[] file, @Nullable Import imported) {

  /**
   * How a catalogue was imported.
   *
   * @param envelope as it was signed
   * @param signedBy id of the root
   * @param by name of the API token
   * @param at by the hub's clock
   */
  public record Import(Envelope envelope, String signedBy, String by, Instant at) {}
}
