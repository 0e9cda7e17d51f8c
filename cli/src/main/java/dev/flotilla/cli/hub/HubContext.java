// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The hub that commands connect to, and the credentials.
 *
 * @param hub base address, {@code https://HOST:PORT} without a trailing slash
 * @param token API token, {@code fla_…}
 * @param ca the hub's certificate authority in PEM; null when pinned or publicly trusted
 * @param caPin {@code sha256:} and the hash of the authority's public key; null when not pinned
 */
public record HubContext(URI hub, String token, @Nullable String ca, @Nullable String caPin) {
  /** Omits the token, so that a context can be logged. */
  @Override
  public String toString() {
    return "HubContext[hub=" + hub + "]";
  }
}
