// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.access.StoredToken;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A token as the API shows it.
 *
 * @param id names it
 * @param kind {@code api} or {@code join}
 * @param name given by who made it
 * @param role of an API token
 * @param createdAt the hub's clock
 * @param createdBy name of the token that made it
 * @param expiresAt absent for never
 * @param usedAt when a join token was spent
 * @param usedBy id of the agent that spent it
 * @param token the token itself, only in the answer to its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenView(
    String id,
    String kind,
    String name,
    @Nullable String role,
    Instant createdAt,
    String createdBy,
    @Nullable Instant expiresAt,
    @Nullable Instant usedAt,
    @Nullable String usedBy,
    @Nullable String token) {

  static TokenView of(StoredToken stored, @Nullable String token) {
    Role role = stored.role();
    StoredToken.Use use = stored.used();
    return new TokenView(
        stored.id(),
        stored.kind().name().toLowerCase(Locale.ROOT),
        stored.name(),
        role == null ? null : role.text(),
        stored.createdAt(),
        stored.createdBy(),
        stored.expiresAt(),
        use == null ? null : use.at(),
        use == null ? null : use.agent(),
        token);
  }
}
