// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.access.TokenSecret;
import dev.flotilla.hub.access.Tokens;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Provider;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Bearer tokens of the API. The signatures are Quarkus's; nothing here waits for anything. */
@ApplicationScoped
public class TokenAuthentication implements HttpAuthenticationMechanism {
  static final String CALLER = "caller";

  private static final String SCHEME = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final Provider<Tokens> tokens;
  private final Clock clock;

  /** Made by the container. */
  public TokenAuthentication(Provider<Tokens> tokens, Clock clock) {
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Uni.createFrom().nullItem();
    }
    try {
      return caller(header.substring(SCHEME.length()).strip())
          .map(caller -> Uni.createFrom().item(identity(caller)))
          .orElseGet(() -> Uni.createFrom().failure(new AuthenticationFailedException()));
    } catch (RuntimeException notReady) {
      return Uni.createFrom().failure(notReady);
    }
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", "Bearer"));
  }

  private Optional<Caller> caller(String text) {
    Tokens known = tokens.get();
    Instant now = clock.instant();
    return TokenSecret.parseApi(text)
        .flatMap(
            shown ->
                known
                    .get(shown.id())
                    .filter(shown::matches)
                    .filter(token -> token.kind() == StoredToken.Kind.API)
                    .filter(token -> !token.expired(now)))
        .flatMap(TokenAuthentication::caller);
  }

  private static Optional<Caller> caller(StoredToken token) {
    Role role = token.role();
    return role == null
        ? Optional.empty()
        : Optional.of(new Caller(token.id(), token.name(), role));
  }

  private static SecurityIdentity identity(Caller caller) {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(caller.name()))
        .addRoles(caller.role().names())
        .addAttribute(CALLER, caller)
        .build();
  }
}
