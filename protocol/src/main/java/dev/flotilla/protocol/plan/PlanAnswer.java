// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.plan;

import dev.flotilla.protocol.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link PlanQuery}: a plan, or why there is none.
 *
 * @param id of the query
 * @param plan null when there is none
 * @param problem why there is none; null beside a plan
 */
public record PlanAnswer(String id, @Nullable DeployPlan plan, @Nullable Problem problem) {

  /** Longer answers do not fit into one message of an agent, beside the frame of the request. */
  public static final int MOST_BYTES = 240 * 1024;

  public static PlanAnswer of(String id, DeployPlan plan) {
    return new PlanAnswer(id, plan, null);
  }

  public static PlanAnswer failed(String id, Problem problem) {
    return new PlanAnswer(id, null, problem);
  }
}
