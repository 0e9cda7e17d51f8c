// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.access;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token as the hub keeps it: without its secret. The secret is 256 random bits, so a plain
 * SHA-256 of it reveals nothing and no slow hash is needed.
 *
 * @param id names the token in listings and audit rows
 * @param kind what it is for
 * @param name given by the person who made it
 * @param role what an API token may do; null for a join token
 * @param secretDigest {@code sha256:<hex>} of the secret's text
 * @param createdAt the hub's clock
 * @param createdBy name of the token that made it
 * @param expiresAt null for never
 * @param used what a join token was used for; null until then
 */
public record StoredToken(
    String id,
    Kind kind,
    String name,
    @Nullable Role role,
    String secretDigest,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Use used) {

  /** What a token is for. */
  public enum Kind {
    /** Bearer token of the REST API. */
    API,
    /** Lets one agent ask to become a member. */
    JOIN
  }

  /**
   * How a join token was spent.
   *
   * @param agent the id that the agent got
   * @param nkey the public key that the agent showed
   * @param at the hub's clock
   */
  public record Use(String agent, String nkey, Instant at) {}

  /** Whether its time is over. */
  public boolean expired(Instant now) {
    return expiresAt != null && !now.isBefore(expiresAt);
  }

  /** The same, spent. */
  public StoredToken usedBy(Use use) {
    return new StoredToken(
        id, kind, name, role, secretDigest, createdAt, createdBy, expiresAt, use);
  }
}
