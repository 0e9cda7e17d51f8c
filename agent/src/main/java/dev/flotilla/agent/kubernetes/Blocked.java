// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;

/** An obstacle that only a user can remove. */
public final class Blocked extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Blocked by that problem. */
  public Blocked(Problem problem) {
    super(problem.message());
    this.problem = problem;
  }

  /** Blocked by an object of that name that the agent does not own. */
  public static Blocked byForeignObject(Live object) {
    String what = object.kind().name() + " " + object.namespace() + "/" + object.name();
    return new Blocked(
        new Problem(
            Code.FOREIGN_OBJECT,
            what + " exists but does not belong to this NatsCluster",
            "Delete or rename it, or use another name for the NatsCluster."));
  }

  /** Blocked by a permission that the agent's chart grants only where a value asks for it. */
  static Blocked byMissingRight(Kind kind, String value) {
    return new Blocked(
        new Problem(
            Code.RIGHT_MISSING,
            "this agent is not allowed to create objects of kind " + kind.name(),
            "Set "
                + value
                + "=true in the values of the flotilla-agent chart, or disable this feature."));
  }

  /** The problem. */
  public Problem problem() {
    return problem;
  }
}
