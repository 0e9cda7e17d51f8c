// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.query;

import dev.flotilla.agent.admission.QueryAdmission;
import dev.flotilla.agent.link.Answerer;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Dispatches each admitted query to the responder of its type. */
@ApplicationScoped
class QueryDispatcher implements Answerer {
  private static final Logger LOG = Logger.getLogger(QueryDispatcher.class);

  private final QueryAdmission admission;
  private final Instance<Responder<?, ?>> responders;

  /** Ids of queries that are being answered: the hub repeats each until it has an answer. */
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  QueryDispatcher(QueryAdmission admission, Instance<Responder<?, ?>> responders) {
    this.admission = admission;
    this.responders = responders;
  }

  @Override
  public Optional<QueryAnswer> answer(AgentId self, KeySet keys, Envelope query)
      throws InterruptedException {
    Optional<Query> admitted = admission.admit(self, keys, query);
    return admitted.isPresent() ? once(admitted.get()) : Optional.empty();
  }

  private Optional<QueryAnswer> once(Query query) throws InterruptedException {
    if (!inHand.add(query.id())) {
      return Optional.empty();
    }
    try {
      return Optional.of(answer(query));
    } finally {
      inHand.remove(query.id());
    }
  }

  /** A failure is an answer too, so that the hub does not wait in vain. */
  private QueryAnswer answer(Query query) throws InterruptedException {
    String type = query.question().type();
    try {
      for (Responder<?, ?> responder : responders) {
        if (responder.question().isInstance(query.question())) {
          return QueryAnswer.of(query.id(), cast(responder, query.question()));
        }
      }
      return QueryAnswer.failed(query.id(), unknown(type));
    } catch (KubernetesClientException problem) {
      LOG.warnf("no answer to query %s: %s", type, problem.getMessage());
      return QueryAnswer.failed(
          query.id(),
          new Problem(
              Code.KUBERNETES_UNAVAILABLE,
              "the API server of the member responded with " + problem.getCode(),
              "Try again; see the agent's log."));
    } catch (RuntimeException failed) {
      LOG.errorf(failed, "no answer to query %s", type);
      return QueryAnswer.failed(
          query.id(),
          new Problem(
              Code.QUERY_FAILED,
              "the agent failed with an internal error",
              "See the agent's log, and please report this as a bug."));
    }
  }

  private static <Q extends Question<A>, A> A cast(Responder<Q, A> responder, Question<?> question)
      throws InterruptedException {
    return responder.answer(responder.question().cast(question));
  }

  private static Problem unknown(String type) {
    return new Problem(
        Code.UNKNOWN_QUERY,
        "this agent cannot answer query " + type,
        "Upgrade the agent to the hub's version.");
  }
}
