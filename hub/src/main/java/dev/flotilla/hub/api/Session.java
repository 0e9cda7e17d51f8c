// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.hub.runtime.HubRuntime;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.util.Objects;
import java.util.function.Function;

/**
 * What every resource needs of one call: the hub, the caller, and a way to record what was done.
 */
@RequestScoped
public class Session {
  private final HubRuntime runtime;
  private final SecurityIdentity identity;

  /** Made by the container. */
  public Session(HubRuntime runtime, SecurityIdentity identity) {
    this.runtime = runtime;
    this.identity = identity;
  }

  /** What the store-backed services are. */
  public HubParts hub() {
    return runtime.parts();
  }

  /** The hub's clock. */
  public Clock clock() {
    return runtime.clock();
  }

  /** The runtime. */
  public HubRuntime runtime() {
    return runtime;
  }

  /** The authenticated caller. */
  public Caller caller() {
    return Objects.requireNonNull(identity.getAttribute(TokenAuthentication.CALLER));
  }

  /**
   * Records what the caller is about to do, does it and gives what came of it; records a refusal,
   * or that it failed, and throws what becomes a problem.
   *
   * @param deed what it is
   * @param judged whether it may and can be done
   * @param effect does it
   */
  public <W, T> T audited(Deed deed, Answer<W> judged, Function<W, Answer<T>> effect) {
    String actor = caller().name();
    AuditLog audit = hub().access().audit();
    return RejectedCall.orThrow(
        switch (judged) {
          case Answer.Given<W>(var value) ->
              audit.before(
                  AuditNote.done(actor, deed.action(), deed.subject(), deed.detail()),
                  () -> effect.apply(value));
          case Answer.Rejected<W>(var rejection) -> {
            audit.append(
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
