// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.enrolment.CredentialsDesk;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import dev.flotilla.protocol.subject.Subjects;

/** Renews the credentials of an agent. */
@StoreScoped
public final class RenewService implements AgentService {
  private final CredentialsDesk desk;

  /** Gives what the desk issues. */
  public RenewService(CredentialsDesk desk) {
    this.desk = desk;
  }

  @Override
  public Subjects.Service verb() {
    return Subjects.Service.RENEW;
  }

  @Override
  public ServiceReply serve(AgentId agent, byte[] request) {
    return switch (desk.byConnection(agent, Json.read(request, CredentialsRequest.class))) {
      case Answer.Given<CredentialsReply>(var reply) -> new ServiceReply.Done(reply);
      case Answer.Rejected<CredentialsReply>(var rejection) ->
          new ServiceReply.Refused(rejection.problem());
    };
  }
}
