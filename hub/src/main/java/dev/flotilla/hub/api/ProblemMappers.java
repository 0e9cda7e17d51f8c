// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.Kind;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.audit.FailedLogins;
import dev.flotilla.hub.store.StoreFull;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import jakarta.inject.Provider;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * The one place where a failure becomes an HTTP answer; refusals of known callers also become audit
 * rows.
 */
public class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final int SERVER_ERROR = 500;

  private final CurrentIdentityAssociation identity;
  private final Provider<AuditLog> audit;
  private final Provider<FailedLogins> failedLogins;

  /** Made by the container. */
  public ProblemMappers(
      CurrentIdentityAssociation identity,
      Provider<AuditLog> audit,
      Provider<FailedLogins> failedLogins) {
    this.identity = identity;
    this.audit = audit;
    this.failedLogins = failedLogins;
  }

  @ServerExceptionMapper
  Response rejected(RejectedCall call) {
    return ProblemDocument.of(call.rejection()).response();
  }

  @ServerExceptionMapper
  Response unavailable(StoreUnavailable failure) {
    LOG.debug("The store is unavailable", failure);
    return ProblemDocument.of(
            Rejection.of(
                Kind.UNAVAILABLE,
                Code.HUB_UNAVAILABLE,
                "The hub cannot reach its store: " + failure.getMessage() + ".",
                "Nothing that the hub confirmed is lost. Try again shortly."))
        .response();
  }

  @ServerExceptionMapper
  Response full(StoreFull failure) {
    LOG.warnf("A request was refused: %s", failure.getMessage());
    return ProblemDocument.of(
            Rejection.of(
                Kind.FULL,
                Code.INSUFFICIENT_STORAGE,
                "The hub's store is full: "
                    + (failure.underWay()
                        ? "the request may have been partly executed."
                        : "nothing was changed."),
                "Enlarge the volume of the hub's nats-server, then repeat the request; no"
                    + " stored data is lost."))
        .response();
  }

  @ServerExceptionMapper
  Response unauthenticated(UnauthorizedException failure) {
    return ProblemDocument.of(unauthenticated("An API token is required.")).response();
  }

  @ServerExceptionMapper
  Response authenticationFailed(
      AuthenticationFailedException failure, ContainerRequestContext request) {
    Rejection rejection = unauthenticated("The API token is unknown, expired or revoked.");
    failedLogins.get().refused(action(request), rejection.problem());
    return ProblemDocument.of(rejection).response();
  }

  @ServerExceptionMapper
  Response forbidden(ForbiddenException failure, ContainerRequestContext request) {
    Rejection rejection =
        Rejection.of(
            Kind.NOT_ALLOWED,
            Code.NOT_ALLOWED,
            "The role of this token does not allow this request.",
            "Ask an administrator for a token with a higher role.");
    audit
        .get()
        .append(
            AuditNote.refused(
                identity.getIdentity().getPrincipal().getName(),
                action(request),
                request.getUriInfo().getPath(),
                rejection.problem()));
    return ProblemDocument.of(rejection).response();
  }

  @ServerExceptionMapper
  Response framework(WebApplicationException failure) {
    int status = failure.getResponse().getStatus();
    String title = failure.getResponse().getStatusInfo().getReasonPhrase();
    return ProblemDocument.of(
            status,
            title,
            Rejection.of(
                Kind.MALFORMED,
                new Problem("HTTP_" + status, title + ".", "GET /api/v1/openapi lists all paths.")))
        .response();
  }

  @ServerExceptionMapper
  Response bug(RuntimeException failure) {
    LOG.error("A request failed", failure);
    return ProblemDocument.of(
            SERVER_ERROR,
            "Internal error",
            Rejection.of(
                Kind.MALFORMED,
                Code.INTERNAL,
                "The hub failed to handle the request.",
                "See the hub's log, and please report this as a bug."))
        .response();
  }

  private static Rejection unauthenticated(String message) {
    return Rejection.of(
        Kind.UNAUTHENTICATED,
        Code.UNAUTHENTICATED,
        message,
        "Send 'Authorization: Bearer fla_…'; an administrator can create a token.");
  }

  private static String action(ContainerRequestContext request) {
    return "api." + request.getMethod().toLowerCase(Locale.ROOT);
  }
}
