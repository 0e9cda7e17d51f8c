// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.Problem;
import java.io.IOException;

/** The hub refused a request. */
final class HubRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  HubRefusal(Problem problem) {
    super(problem.code() + ": " + problem.message() + " " + problem.hint());
    this.problem = problem;
  }

  Problem problem() {
    return problem;
  }
}
