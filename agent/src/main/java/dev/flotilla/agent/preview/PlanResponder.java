// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.query.Responder;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.query.Question;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers what a deploy would do. */
@ApplicationScoped
class PlanResponder implements Responder<Question.PlanDeploy, DeployPlan> {
  private final PlanFactsCollector collector;

  PlanResponder(PlanFactsCollector collector) {
    this.collector = collector;
  }

  @Override
  public Class<Question.PlanDeploy> question() {
    return Question.PlanDeploy.class;
  }

  @Override
  public DeployPlan answer(Question.PlanDeploy question) throws InterruptedException {
    return DeployPlanner.plan(collector.collect(question));
  }
}
