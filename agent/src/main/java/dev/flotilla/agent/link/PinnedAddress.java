// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.signature.VerifyingKey;
import dev.flotilla.protocol.trust.JoinToken;
import dev.flotilla.protocol.trust.Roots;
import java.net.URI;
import java.util.List;

/**
 * The address of the hub and how to authenticate it, pinned when the agent enrolled.
 *
 * @param url the hub's REST address
 * @param caPin {@code sha256:<hex>} of the hub's certificate authority
 * @param roots the offline roots that vouch for the hub's signing keys
 */
public record PinnedAddress(URI url, String caPin, List<VerifyingKey> roots) {
  public PinnedAddress {
    roots = List.copyOf(roots);
  }

  /** Reads a join token. */
  static PinnedAddress of(JoinToken token) {
    return new PinnedAddress(token.url(), token.caPin(), token.roots());
  }

  /** The pinned roots. */
  public Roots pinned() {
    return new Roots(roots);
  }
}
