// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.resource.ResourceKey;

/**
 * A document that every agent gets, whatever its ledger holds.
 *
 * @param key the same for all
 * @param revision grows with each change, from 1
 * @param body its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by digest
public record SharedDocument(ResourceKey key, long revision, byte[] body) {
  Index.Entry entry() {
    return new Index.Entry(key, revision, Digest.of(body), false);
  }
}
