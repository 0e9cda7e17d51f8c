// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.hub.answer.Rejection;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/**
 * An RFC 9457 problem.
 *
 * @param type {@code urn:flotilla:problem:<code>}
 * @param title short, the same for every problem of the status
 * @param status of the answer
 * @param code stable
 * @param detail one sentence
 * @param hint what to do
 * @param errors one for each wrong field
 */
public record ProblemDocument(
    String type,
    String title,
    int status,
    String code,
    String detail,
    String hint,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Rejection.FieldError> errors) {
  private static final MediaType PROBLEM = new MediaType("application", "problem+json");

  static ProblemDocument of(Rejection rejection) {
    Status status = Status.of(rejection.kind());
    return of(status.code(), status.title(), rejection);
  }

  static ProblemDocument of(int status, String title, Rejection rejection) {
    String code = rejection.problem().code();
    return new ProblemDocument(
        "urn:flotilla:problem:" + code,
        title,
        status,
        code,
        rejection.problem().message(),
        rejection.problem().hint(),
        rejection.errors());
  }

  Response response() {
    Response.ResponseBuilder response = Response.status(status).type(PROBLEM).entity(this);
    if (status == Status.UNAUTHORIZED) {
      response.header("WWW-Authenticate", "Bearer");
    }
    if (status == Status.UNAVAILABLE) {
      response.header("Retry-After", 1);
    }
    return response.build();
  }

  private record Status(int code, String title) {
    static final int UNAUTHORIZED = 401;
    static final int UNAVAILABLE = 503;

    static Status of(Rejection.Kind kind) {
      return switch (kind) {
        case MALFORMED -> new Status(400, "The request cannot be read");
        case UNAUTHENTICATED -> new Status(UNAUTHORIZED, "Not authenticated");
        case NOT_ALLOWED -> new Status(403, "Not allowed");
        case NOT_FOUND -> new Status(404, "Not found");
        case CONFLICT -> new Status(409, "Conflict with the current state");
        case INVALID -> new Status(422, "Invalid request");
        case UNAVAILABLE -> new Status(UNAVAILABLE, "The hub's store is unavailable");
        case FULL -> new Status(507, "The hub's store is full");
        case TOO_OFTEN -> new Status(429, "Too many requests");
        case NO_ANSWER -> new Status(504, "The agent returned an error");
      };
    }
  }
}
