// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.document;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import java.util.List;

/**
 * Everything that one agent should hold, so that nothing can be left out or rolled back unseen.
 *
 * @param issue to whom, by whom and until when
 * @param revision from 1, one higher with each change of any entry
 * @param entries one per resource, tombstones included
 */
public record Index(Issue issue, long revision, List<Entry> entries) {

  /** The payload type of a signed index. */
  public static final String TYPE = "application/vnd.flotilla.index.v1+json";

  public Index {
    entries = List.copyOf(entries);
  }

  /**
   * One resource.
   *
   * @param key the resource
   * @param revision of the document to fetch
   * @param digest {@link Document#digest()} of it; empty for a tombstone
   * @param deleted whether the hub withdrew the resource at this revision
   */
  public record Entry(ResourceKey key, long revision, String digest, boolean deleted) {}

  public Envelope sign(SigningKey signer) {
    return Envelope.sign(TYPE, Json.write(this), signer);
  }
}
