// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Guards servers that may take the newest template and have not gone yet. The gate was open when
 * the partition was lowered, and the StatefulSet controller takes the pod when it comes to it: it
 * looks at ready pods, where it looks at all, and not at streams. As soon as the gate is no longer
 * open the partition is raised again, also while changes are paused; a document that is not applied
 * yet raises it by itself. It is raised for two such servers, too: the gate opens for one.
 */
final class Withdrawal {
  private Withdrawal() {}

  /** The next step for the sake of such servers; empty when there is none, or one may go. */
  static Optional<Step> next(RollFacts observed, SetFacts set) {
    List<Integer> given = given(observed, set);
    if (given.isEmpty() || !isPossible(observed, set, given.getLast())) {
      return Optional.empty();
    }
    Step raised = new Step.SetPartition(given.getLast() + 1);
    if (given.size() > 1 || !othersServe(observed, given.getLast())) {
      return Optional.of(raised);
    }
    return set.observed() ? gate(observed, raised) : Optional.empty();
  }

  /**
   * The controller has seen the partition and waits for something. Before it has, a verification
   * would take the moment in which the server goes for a reason to keep it.
   */
  private static Optional<Step> gate(RollFacts observed, Step raised) {
    return switch (observed.verdict()) {
      case HealthVerdict.NotAsked() -> Optional.of(new Step.Verify());
      case HealthVerdict.Unhealthy _ -> Optional.of(raised);
      case HealthVerdict.Curable _ -> Optional.empty();
      case HealthVerdict.Healthy(_, var elsewhere) -> elsewhere.map(_ -> raised);
      case HealthVerdict.HeldExpired held -> Optional.of(new Step.RenewClaims(held));
    };
  }

  private static List<Integer> given(RollFacts observed, SetFacts set) {
    return observed.pods().stream()
        .filter(pod -> pod.ordinal() >= set.partition() && pod.serving())
        .filter(pod -> !pod.revision().equals(set.updateRevision()))
        .map(ServerPod::ordinal)
        .toList();
  }

  /**
   * A server alone has nobody to wait for, also while others join it; and one that is missing must
   * come back with the template that it may have.
   */
  private static boolean isPossible(RollFacts observed, SetFacts set, int highest) {
    return observed.wanted() > 1
        && observed.matches()
        && observed.pods().stream().noneMatch(ServerPod::alone)
        && IntStream.range(set.partition(), highest)
            .allMatch(between -> observed.pod(between).isPresent());
  }

  private static boolean othersServe(RollFacts observed, int ordinal) {
    return IntStream.range(0, observed.wanted())
        .filter(other -> other != ordinal)
        .allMatch(other -> observed.pod(other).filter(ServerPod::serving).isPresent());
  }
}
