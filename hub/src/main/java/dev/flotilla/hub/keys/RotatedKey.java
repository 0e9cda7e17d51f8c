// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.trust.KeySet;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A new online signing key under a new epoch: agents never go back to an older one, so the earlier
 * key set cannot be replayed. The earlier key signs nothing any more; agents still know what it
 * signed, unless it is forgotten.
 *
 * @param signing the new key
 * @param keySet vouches for it
 */
record RotatedKey(SigningKey signing, KeySet keySet) {

  /** What happens to the earlier keys. */
  enum Earlier {
    /** They verify what they signed. */
    KEPT,
    /** They verify nothing: they may be compromised. */
    FORGOTTEN
  }

  static RotatedKey after(KeySet present, Earlier earlier, Instant now, SecureRandom random) {
    SigningKey signing = SigningKey.generate(random);
    List<KeySet.Entry> entries = new ArrayList<>();
    entries.add(NewKeys.entry(signing, now));
    Stream<KeySet.Entry> ended = present.keys().stream().map(entry -> ended(entry, now));
    if (earlier == Earlier.KEPT) {
      ended.forEach(entries::add);
    }
    return new RotatedKey(signing, new KeySet(present.epoch() + 1, entries));
  }

  /** The items of the key store that change. */
  Map<KeyFile, byte[]> items(SigningKey root) {
    byte[] seed =
        Base64.getEncoder().encodeToString(signing.seed()).getBytes(StandardCharsets.UTF_8);
    return Map.of(KeyFile.SIGNING_KEY, seed, KeyFile.KEY_SET, Json.write(keySet.sign(root)));
  }

  // Where the new one begins: hub and members have clocks of their own.
  private static KeySet.Entry ended(KeySet.Entry entry, Instant now) {
    Instant end = now.minus(NewKeys.TOLERANCE);
    return new KeySet.Entry(
        entry.key(), entry.notBefore(), entry.notAfter().isBefore(end) ? entry.notAfter() : end);
  }

  @Override
  public String toString() {
    return "RotatedKey[epoch " + keySet.epoch() + "]";
  }
}
