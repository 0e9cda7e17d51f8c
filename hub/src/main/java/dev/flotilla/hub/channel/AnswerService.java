// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.query.Queries;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.subject.Subjects;
import java.util.Map;

/** Accepts the answer of an agent to a query. */
@StoreScoped
public final class AnswerService implements AgentService {
  private final Queries queries;

  /** Accepts answers to these queries. */
  public AnswerService(Queries queries) {
    this.queries = queries;
  }

  @Override
  public Subjects.Service verb() {
    return Subjects.Service.ANSWER;
  }

  @Override
  public boolean due(AgentId agent) {
    return queries.due(agent);
  }

  @Override
  public ServiceReply serve(AgentId agent, byte[] request) {
    return queries.take(agent, Json.read(request, QueryAnswer.class))
        ? new ServiceReply.Done(Map.of())
        : ServiceReply.refused(
            Code.NOT_ASKED, "No query is waiting for this answer.", "Nothing to do.");
  }
}
