// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Since when the change of one cluster has been held without anything that moves. Only this process
 * knows: while no agent runs, nobody could have seen something move.
 */
final class HeldSince {
  private Optional<Held> held = Optional.empty();

  /** The same change, as long as it takes no server. */
  private record Held(String template, int partition, Instant at) {
    boolean isOf(SetFacts set) {
      return template.equals(set.updateRevision()) && partition == set.partition();
    }
  }

  /** For how long these facts have held it. */
  synchronized Duration at(Instant now, RollFacts facts) {
    SetFacts set = facts.set().orElseThrow();
    boolean moves =
        facts.verdict() instanceof HealthVerdict.Unhealthy(_, var advanced) && advanced.isPresent();
    Held present =
        held.filter(known -> known.isOf(set) && !moves)
            .orElseGet(() -> new Held(set.updateRevision(), set.partition(), now));
    held = Optional.of(present);
    return Duration.between(present.at(), now);
  }

  /** It is no longer. */
  synchronized void ends() {
    held = Optional.empty();
  }
}
