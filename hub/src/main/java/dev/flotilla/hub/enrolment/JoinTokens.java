// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.enrolment;

import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.access.TokenSecret;
import dev.flotilla.hub.access.Tokens;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.enrolment.EnrolmentRequest;
import java.time.Instant;

/** Judges the join token that an agent shows. */
public final class JoinTokens {
  private final Tokens tokens;

  JoinTokens(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * The token, if it may be used by this agent; the agent that spent it may ask again, since an
   * answer can be lost.
   */
  Answer<StoredToken> judge(EnrolmentRequest request, Instant now) {
    TokenSecret shown = new TokenSecret(request.tokenId(), request.tokenSecret());
    StoredToken token =
        tokens
            .get(request.tokenId())
            .filter(stored -> stored.kind() == StoredToken.Kind.JOIN)
            .filter(shown::matches)
            .orElse(null);
    if (token == null) {
      return refused(
          Code.JOIN_TOKEN_UNKNOWN,
          "Unknown join token.",
          "Create one with 'flotilla token create' and pass it to the agent unmodified.");
    }
    StoredToken.Use use = token.used();
    if (use != null) {
      return use.nkey().equals(request.nkey()) ? new Answer.Given<>(token) : used();
    }
    return token.expired(now)
        ? refused(
            Code.JOIN_TOKEN_EXPIRED,
            "The join token expired at " + token.expiresAt() + ".",
            "Create a new one, with a longer 'expiresIn' if needed.")
        : new Answer.Given<>(token);
  }

  static <T> Answer<T> used() {
    return refused(
        Code.JOIN_TOKEN_USED,
        "The join token has already been used by another agent.",
        "A join token enrols one agent: create a new one. If you did not use it, revoke that agent.");
  }

  private static <T> Answer<T> refused(Code code, String message, String hint) {
    return new Answer.Rejected<>(Rejection.of(Rejection.Kind.NOT_ALLOWED, code, message, hint));
  }
}
