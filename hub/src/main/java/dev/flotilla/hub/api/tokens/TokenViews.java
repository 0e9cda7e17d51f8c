// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.tokens;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.access.TokenSecret;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.hub.settings.HubNames;
import dev.flotilla.protocol.api.TokenView;
import dev.flotilla.protocol.trust.JoinToken;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tokens as the API shows them. */
@Singleton
final class TokenViews {
  private final HubKeys keys;
  private final HubNames names;

  TokenViews(HubKeys keys, HubNames names) {
    this.keys = keys;
    this.names = names;
  }

  /** Without its secret. */
  static TokenView of(StoredToken stored) {
    return of(stored, null);
  }

  /** With its secret, which is shown only once. */
  TokenView created(StoredToken stored, TokenSecret secret) {
    return of(
        stored,
        switch (stored.kind()) {
          case API -> secret.apiText();
          case JOIN -> joinToken(secret).text();
        });
  }

  private JoinToken joinToken(TokenSecret secret) {
    return new JoinToken(
        names.publicUrl(),
        keys.authority().pin(),
        keys.roots().keys(),
        secret.id(),
        secret.secret());
  }

  private static TokenView of(StoredToken stored, @Nullable String token) {
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
