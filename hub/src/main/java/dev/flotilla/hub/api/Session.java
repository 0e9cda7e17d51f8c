// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.hub.runtime.HubRuntime;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.time.Clock;
import java.util.Objects;

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

  HubParts hub() {
    return runtime.parts();
  }

  Clock clock() {
    return runtime.clock();
  }

  HubRuntime runtime() {
    return runtime;
  }

  Caller caller() {
    return Objects.requireNonNull(identity.getAttribute(TokenAuthentication.CALLER));
  }

  /** Records the outcome and gives the value, or throws what becomes a problem. */
  <T> T audited(String action, String subject, Answer<T> answer) {
    return audited(action, subject, "", answer);
  }

  /** The same with a sentence about what was done. */
  <T> T audited(String action, String subject, String detail, Answer<T> answer) {
    String actor = caller().name();
    hub()
        .access()
        .audit()
        .append(
            switch (answer) {
              case Answer.Given<T> _ -> AuditNote.done(actor, action, subject, detail);
              case Answer.Rejected<T>(var rejection) ->
                  AuditNote.refused(actor, action, subject, rejection.problem());
            });
    return RejectedCall.orThrow(answer);
  }
}
