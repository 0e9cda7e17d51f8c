// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.trust;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.signature.VerifyingKey;
import java.time.Instant;
import java.util.List;

/**
 * The online keys that may sign documents, as an offline root vouches for them.
 *
 * @param epoch counts the lives of the hub's store: a hub restored from a backup begins a new one;
 *     at least 1
 * @param keys the online signing keys and when each may be used
 */
public record KeySet(long epoch, List<Entry> keys) {

  /** The payload type of a signed key set. */
  public static final String TYPE = "application/vnd.flotilla.keyset.v1+json";

  public KeySet {
    keys = List.copyOf(keys);
  }

  /**
   * One online key.
   *
   * @param key the public key
   * @param notBefore inclusive
   * @param notAfter exclusive
   */
  public record Entry(VerifyingKey key, Instant notBefore, Instant notAfter) {}

  /** Signs this key set with an offline root. */
  public Envelope sign(SigningKey root) {
    return Envelope.sign(TYPE, Json.write(this), root);
  }

  /** The keys that may sign at an instant. */
  public List<VerifyingKey> validAt(Instant now) {
    return keys.stream()
        .filter(entry -> !now.isBefore(entry.notBefore()) && now.isBefore(entry.notAfter()))
        .map(Entry::key)
        .toList();
  }
}
