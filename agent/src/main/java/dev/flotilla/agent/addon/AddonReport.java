// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.addon;

import dev.flotilla.protocol.Problem;
import java.util.List;

/**
 * The state of a NatsCluster's add-ons.
 *
 * @param names what the spec requests, as messages name it: {@code Deployment orders-box}
 * @param problems what is wrong with them
 */
public record AddonReport(List<String> names, List<Problem> problems) {
  public AddonReport {
    names = List.copyOf(names);
    problems = List.copyOf(problems);
  }

  /** Whether there is nothing to report: none is requested and none is in the way. */
  public boolean isEmpty() {
    return names.isEmpty() && problems.isEmpty();
  }
}
