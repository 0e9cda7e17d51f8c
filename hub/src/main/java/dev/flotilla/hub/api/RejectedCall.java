// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.protocol.Code;

/** Carries a rejection from a resource to the one place that makes a problem document of it. */
public final class RejectedCall extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  /** Rejects the call that is being handled. */
  public RejectedCall(Rejection rejection) {
    super(rejection.problem().code(), null, false, false);
    this.rejection = rejection;
  }

  Rejection rejection() {
    return rejection;
  }

  /** The value of an answer that has one. */
  public static <T> T orThrow(Answer<T> answer) {
    return switch (answer) {
      case Answer.Given<T>(var value) -> value;
      case Answer.Rejected<T>(var rejection) -> throw new RejectedCall(rejection);
    };
  }

  /** Rejects a call that names something which does not exist. */
  public static RejectedCall notFound(String what) {
    return new RejectedCall(
        Rejection.of(
            Rejection.Kind.NOT_FOUND,
            Code.NOT_FOUND,
            "There is no " + what + ".",
            "List the existing ones."));
  }
}
