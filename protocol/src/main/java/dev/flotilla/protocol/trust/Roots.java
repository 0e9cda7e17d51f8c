// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.trust;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.VerifyingKey;
import java.util.List;
import java.util.Optional;

/**
 * The offline roots that an agent pinned when it enrolled. Two, so that one may be lost.
 *
 * @param keys at least two, all different
 */
public record Roots(List<VerifyingKey> keys) {

  /**
   * @throws IllegalArgumentException if there are fewer than two different keys
   */
  public Roots {
    keys = List.copyOf(keys);
    if (keys.stream().distinct().count() < 2) {
      throw new IllegalArgumentException(
          "an agent pins at least two different roots, got " + keys.size());
    }
  }

  /** Returns the key set if one of the roots signed it. */
  public Optional<KeySet> open(Envelope keySet) {
    return keySet.verifies(KeySet.TYPE, keys)
        ? Optional.of(Json.read(keySet.payload(), KeySet.class))
        : Optional.empty();
  }
}
