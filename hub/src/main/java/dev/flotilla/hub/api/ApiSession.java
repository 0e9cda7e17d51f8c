// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Provider;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Function;

/** What resources need of one call: the caller, the time, and a way to record what was done. */
@RequestScoped
public class ApiSession {
  private final SecurityIdentity identity;
  private final Provider<AuditLog> audit;
  private final Clock clock;

  /** Made by the container. */
  public ApiSession(SecurityIdentity identity, Provider<AuditLog> audit, Clock clock) {
    this.identity = identity;
    this.audit = audit;
    this.clock = clock;
  }

  /** The hub's clock. */
  public Clock clock() {
    return clock;
  }

  /** The authenticated caller. */
  public Caller caller() {
    return Objects.requireNonNull(identity.getAttribute(TokenAuthentication.CALLER));
  }

  /**
   * Records what the caller is about to do, does it and returns the result; records a refusal, or
   * that it failed, and throws what becomes a problem.
   *
   * @param deed what it is
   * @param judged whether it may and can be done
   * @param effect does it
   */
  public <W, T> T audited(Deed deed, Answer<W> judged, Function<W, Answer<T>> effect) {
    String actor = caller().name();
    return RejectedCall.orThrow(
        switch (judged) {
          case Answer.Given<W>(var value) ->
              audit
                  .get()
                  .before(
                      AuditNote.done(actor, deed.action(), deed.subject(), deed.detail()),
                      () -> effect.apply(value));
          case Answer.Rejected<W>(var rejection) -> {
            audit
                .get()
                .append(
                    AuditNote.refused(actor, deed.action(), deed.subject(), rejection.problem()));
            yield new Answer.Rejected<>(rejection);
          }
        });
  }

  /**
   * What a caller does.
   *
   * @param action a stable word pair
   * @param subject what it is done to
   * @param detail a sentence; never a secret
   */
  public record Deed(String action, String subject, String detail) {
    /** Without a detail. */
    public Deed(String action, String subject) {
      this(action, subject, "");
    }
  }
}
