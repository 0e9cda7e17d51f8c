// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** How a roll that has not begun would get along with the present health of the servers. */
@ApplicationScoped
public class HealthOutlook {
  private final HealthVerifier health;

  HealthOutlook(HealthVerifier health) {
    this.health = health;
  }

  /**
   * A warning for a plan; empty where the servers are healthy, or none of them would restart.
   *
   * @param set their StatefulSet
   * @param facts what was observed of them
   * @throws InterruptedException when the agent stops
   */
  public Optional<Problem> of(DesiredServers wanted, Live set, RollFacts facts)
      throws InterruptedException {
    if (facts.paused() || (facts.matches() && facts.complete())) {
      return Optional.empty();
    }
    RollFacts present = present(set, facts);
    if (present.pod(Healing.ordinal(present)).filter(HealthOutlook::isLost).isPresent()) {
      return Optional.empty();
    }
    Expectation running =
        Expectation.asItIs(set, wanted.access()).with(wanted.expectation().remedies());
    return switch (health.forecast(running, present)) {
      case HealthVerdict.Curable curable ->
          Optional.of(
              new Problem(
                  Code.HEALING,
                  "servers would restart although " + RollWait.sentence(curable),
                  "One at a time, each once the one before it is ready."));
      case HealthVerdict.Unhealthy(var trouble, _) ->
          Optional.of(
              new Problem(
                  trouble.code(),
                  "the servers are not healthy: " + trouble.message(),
                  "The rollout would wait for that before the next server restarts."));
      default -> Optional.empty();
    };
  }

  /** Those that run, however many are wanted. */
  private static RollFacts present(Live set, RollFacts facts) {
    return new RollFacts(
        SetFacts.of(set).replicas(),
        facts.set(),
        facts.matches(),
        facts.pods(),
        facts.budget(),
        new HealthVerdict.NotAsked(),
        false);
  }

  /** It is replaced without waiting, and the plan says so. */
  private static boolean isLost(ServerPod next) {
    return !next.serving() && next.trouble().isPresent();
  }
}
