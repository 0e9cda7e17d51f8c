// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.tokens;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.protocol.api.TokenView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tokens as the API shows them. */
final class TokenViews {
  private TokenViews() {}

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
