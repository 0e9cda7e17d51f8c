// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.query.Question;
import java.util.List;
import java.util.Optional;

/** Answers as an agent gives them. */
public final class TestPlans {
  private TestPlans() {}

  /** Nothing would change. */
  public static Optional<QueryAnswer> unchanged(Query query) {
    return Optional.of(QueryAnswer.of(query.id(), of(query, ObjectChange.Action.KEEP)));
  }

  /** The question of a query, which is about a deploy. */
  public static Question.PlanDeploy planned(Query query) {
    return (Question.PlanDeploy) query.question();
  }

  /** The NatsCluster of the query, and what would be done with it. */
  public static DeployPlan of(Query query, ObjectChange.Action action) {
    List<ObjectChange> objects =
        List.of(
            new ObjectChange("NatsCluster", planned(query).key().name(), action, List.of(), null));
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
