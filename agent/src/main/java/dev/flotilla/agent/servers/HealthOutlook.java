// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How a roll that has not begun would get along with the present health of the servers. */
@ApplicationScoped
public class HealthOutlook {
  private final HealthVerifier health;

  HealthOutlook(HealthVerifier health) {
    this.health = health;
  }

  /**
   * What a plan says of it.
   *
   * @param warnings none where the servers are healthy
   * @param verdict with the meta leader, where the servers are healthy
   */
  public record Outlook(List<Problem> warnings, HealthVerdict verdict) {
    /** No server was asked, or none would restart. */
    public static final Outlook NONE = new Outlook(List.of(), new HealthVerdict.NotAsked());

    public Outlook {
      warnings = List.copyOf(warnings);
    }

    private static Outlook warning(String code, String message, String hint) {
      return new Outlook(List.of(new Problem(code, message, hint)), new HealthVerdict.NotAsked());
    }
  }

  /**
   * The outlook of a change.
   *
   * @param set their StatefulSet
   * @param facts what was observed of them
   * @throws InterruptedException when the agent stops
   */
  public Outlook of(DesiredServers wanted, Live set, RollFacts facts) throws InterruptedException {
    if (facts.paused() || (facts.matches() && facts.complete())) {
      return Outlook.NONE;
    }
    RollFacts present = present(set, facts);
    if (present.pod(Healing.ordinal(present)).filter(HealthOutlook::isLost).isPresent()) {
      return Outlook.NONE;
    }
    Expectation running =
        Expectation.asItIs(set, wanted.access()).with(wanted.expectation().remedies());
    return switch (health.forecast(running, present)) {
      case HealthVerdict.Curable curable ->
          Outlook.warning(
              Code.HEALING.name(),
              "servers would restart although " + RollWait.sentence(curable),
              "One at a time, each once the one before it is ready.");
      case HealthVerdict.Unhealthy(var trouble, _) ->
          Outlook.warning(
              trouble.code(),
              "the servers are not healthy: " + trouble.message(),
              "The rollout would wait for that before the next server restarts.");
      case HealthVerdict healthy -> new Outlook(List.of(), healthy);
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
