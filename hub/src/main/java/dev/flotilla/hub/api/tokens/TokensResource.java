// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.tokens;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.access.TokenOrder;
import dev.flotilla.hub.access.TokenSecret;
import dev.flotilla.hub.access.Tokens;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.api.ApiSession;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.api.TokenView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;

/** API tokens for users and CI, join tokens for agents. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TokensResource {
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final ApiSession session;
  private final Provider<Tokens> tokens;
  private final TokenViews views;
  private final SecureRandom random;

  TokensResource(
      ApiSession session, Provider<Tokens> tokens, TokenViews views, SecureRandom random) {
    this.session = session;
    this.tokens = tokens;
    this.views = views;
    this.random = random;
  }

  /** Creates a token; only this response shows it. */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(CREATED)
  @RequestBody(
      content =
          @Content(
              schema =
                  @Schema(oneOf = {TokenBody.JoinTokenOrder.class, TokenBody.ApiTokenOrder.class})))
  @RolesAllowed(Role.OPERATOR_NAME)
  public TokenView create(byte[] body) {
    TokenSecret secret = TokenSecret.create(random);
    Answer<TokenOrder> order = TokenOrder.parse(CallBody.object(body, null)).then(this::allowed);
    StoredToken stored =
        session.audited(
            new ApiSession.Deed("token.create", secret.id(), detail(order)),
            order,
            wanted -> store(wanted, secret));
    return views.created(stored, secret);
  }

  /** All tokens, without their secrets. */
  @GET
  @RolesAllowed(Role.OPERATOR_NAME)
  public Page<TokenView> list() {
    return Page.whole(tokens.get().all().stream().map(TokenViews::of).toList());
  }

  /** Revokes a token at once. */
  @DELETE
  @Path("/{id}")
  @ResponseStatus(NO_CONTENT)
  @RolesAllowed(Role.OPERATOR_NAME)
  public void delete(String id) {
    StoredToken ignored =
        session.audited(new ApiSession.Deed("token.revoke", id), deletable(id), this::deleted);
  }

  private static String detail(Answer<TokenOrder> order) {
    return switch (order) {
      case Answer.Given<TokenOrder>(var wanted) ->
          wanted.kind().name().toLowerCase(Locale.ROOT) + " token " + wanted.name();
      case Answer.Rejected<TokenOrder> _ -> "";
    };
  }

  private Answer<TokenOrder> allowed(TokenOrder order) {
    return order.kind() == StoredToken.Kind.API && !session.caller().role().includes(Role.ADMIN)
        ? notAllowed("Only an administrator can create API tokens.")
        : new Answer.Given<>(order);
  }

  private Answer<StoredToken> store(TokenOrder order, TokenSecret secret) {
    Instant now = session.clock().instant();
    StoredToken stored = order.stored(secret, session.caller().name(), now);
    tokens.get().add(stored);
    return new Answer.Given<>(stored);
  }

  private Answer<StoredToken> deletable(String id) {
    StoredToken stored =
        tokens.get().get(id).orElseThrow(() -> RejectedCall.notFound("token " + id));
    if (stored.kind() == StoredToken.Kind.API && !session.caller().role().includes(Role.ADMIN)) {
      return notAllowed("Only an administrator can revoke API tokens.");
    }
    if (tokens.get().isBootstrap(id)) {
      return new Answer.Rejected<>(
          Rejection.of(
              Rejection.Kind.CONFLICT,
              Code.BOOTSTRAP_TOKEN,
              "This token is part of the hub's keys and cannot be revoked through the API.",
              "Remove admin-token.json from the hub's Secret."));
    }
    return new Answer.Given<>(stored);
  }

  private Answer<StoredToken> deleted(StoredToken stored) {
    boolean ignored = tokens.get().delete(stored.id());
    return new Answer.Given<>(stored);
  }

  private static <T> Answer<T> notAllowed(String message) {
    return new Answer.Rejected<>(
        Rejection.of(
            Rejection.Kind.NOT_ALLOWED,
            Code.NOT_ALLOWED,
            message,
            "Ask an administrator for a token with a higher role."));
  }
}
