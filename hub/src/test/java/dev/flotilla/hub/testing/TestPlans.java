// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import dev.flotilla.protocol.plan.DeployPlan;
import dev.flotilla.protocol.plan.ObjectChange;
import dev.flotilla.protocol.plan.PlanAnswer;
import dev.flotilla.protocol.plan.PlanQuery;
import java.util.List;
import java.util.Optional;

/** Answers as an agent gives them. */
public final class TestPlans {
  private TestPlans() {}

  /** All is as the document says. */
  public static Optional<PlanAnswer> unchanged(PlanQuery query) {
    return Optional.of(PlanAnswer.of(query.id(), of(query, ObjectChange.Action.KEEP)));
  }

  /** The NatsCluster of the question, and what would be done with it. */
  public static DeployPlan of(PlanQuery query, ObjectChange.Action action) {
    List<ObjectChange> objects =
        List.of(new ObjectChange("NatsCluster", query.key().name(), action, List.of(), null));
    return new DeployPlan(
        DeployPlan.outcome(List.of(), objects, List.of()),
        List.of(),
        objects,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
