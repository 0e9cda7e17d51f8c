// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.admission.QueryAdmission;
import dev.flotilla.agent.link.Answerer;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.plan.PlanAnswer;
import dev.flotilla.protocol.plan.PlanQuery;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Answers the hub's questions about deploys. */
@ApplicationScoped
class PlanDesk implements Answerer {
  private static final Logger LOG = Logger.getLogger(PlanDesk.class);

  private final QueryAdmission admission;
  private final PlanLookout lookout;

  /** Ids of questions that are being answered: the hub asks until it hears something. */
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();

  PlanDesk(QueryAdmission admission, PlanLookout lookout) {
    this.admission = admission;
    this.lookout = lookout;
  }

  @Override
  public Optional<PlanAnswer> answer(AgentId self, KeySet keys, Envelope question)
      throws InterruptedException {
    return admission.admit(self, keys, question).flatMap(this::once);
  }

  private Optional<PlanAnswer> once(PlanQuery query) {
    if (!inHand.add(query.id())) {
      return Optional.empty();
    }
    try {
      return Optional.of(plan(query));
    } finally {
      inHand.remove(query.id());
    }
  }

  /** Whoever asked is told of a failure too, instead of waiting for nothing. */
  private PlanAnswer plan(PlanQuery query) {
    try {
      return PlanAnswer.of(query.id(), DeployPlanner.plan(lookout.look(query)));
    } catch (KubernetesClientException problem) {
      LOG.warnf("no plan of %s: %s", query.key(), problem.getMessage());
      return PlanAnswer.failed(
          query.id(),
          new Problem(
              "KUBERNETES_UNAVAILABLE",
              "the API server of the member responded with " + problem.getCode(),
              "Try again; see the agent's log."));
    } catch (RuntimeException failed) {
      LOG.errorf(failed, "no plan of %s", query.key());
      return PlanAnswer.failed(
          query.id(),
          new Problem(
              "PLAN_FAILED",
              "the agent failed with an internal error",
              "See the agent's log, and please report this as a bug."));
    }
  }
}
