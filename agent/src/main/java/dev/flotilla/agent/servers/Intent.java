// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.render.server.DisruptionBudget;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is about to be done, in the words of the journal.
 *
 * @param name {@code create}, {@code apply}, {@code protect}, {@code move-leader}, {@code
 *     evacuate}, {@code renew-claims}, {@code catch-up}, {@code roll}, {@code heal}, {@code
 *     withdraw}, {@code restart}, {@code replace}, {@code return}, {@code finish} or {@code share}
 * @param server ordinal of the server that it is about; empty for all of them
 * @param version that the servers are brought to; empty for a step that is not about servers
 */
public record Intent(String name, OptionalInt server, Optional<String> version) {
  /** Keys, children and servers are about to be created. */
  public static final Intent CREATE = all("create");

  /** Existing objects are about to be corrected. */
  public static final Intent APPLY = all("apply");

  private static final String CATCH_UP = "catch-up";

  /** Newer claims are about to be pushed to all servers. */
  public static final Intent SHARE = all("share");

  /** The intent of a step; empty for one that only observes or waits. */
  static Optional<Intent> of(Step step, RollFacts facts) {
    return switch (step) {
      case Step.ApplySet _ -> Optional.of(facts.set().isEmpty() ? CREATE : APPLY);
      case Step.SetBudget(int allowed) ->
          Optional.of(all(allowed == DisruptionBudget.CLOSED ? "protect" : "finish"));
      case Step.SetPartition(int partition) -> ofPartition(partition, facts);
      case Step.Heal(int partition, _) -> one("heal", partition);
      case Step.MoveMetaLeader(int ordinal) -> one("move-leader", ordinal);
      case Step.Evacuate(int ordinal) -> one("evacuate", ordinal);
      case Step.RenewClaims _ -> Optional.of(all("renew-claims"));
      case Step.ReplacePod(var pod) -> ofReplacement(pod, facts);
      case Step.RestartServer(var pod) -> one("restart", pod.ordinal());
      case Step.Await _ -> catchingUp(facts.verdict());
      case Step.Verify _, Step.Done _ -> Optional.empty();
    };
  }

  private static Optional<Intent> ofPartition(int partition, RollFacts facts) {
    if (facts.set().filter(set -> partition > set.partition()).isEmpty()) {
      return one("roll", partition);
    }
    return facts.complete() ? Optional.of(all("finish")) : raised(partition - 1, facts);
  }

  /** The partition rises above a server that failed, or above one that has not gone yet. */
  private static Optional<Intent> raised(int server, RollFacts facts) {
    return facts
        .pod(server)
        .flatMap(pod -> isNewest(pod, facts) ? one("return", server) : one("withdraw", server));
  }

  private static Optional<Intent> ofReplacement(ServerPod pod, RollFacts facts) {
    return one(isNewest(pod, facts) ? "return" : "replace", pod.ordinal());
  }

  private static boolean isNewest(ServerPod pod, RollFacts facts) {
    return facts.set().filter(set -> set.updateRevision().equals(pod.revision())).isPresent();
  }

  /** Whether it is written anew each time: a server has come further since. */
  public static boolean isProgress(String name) {
    return name.equals(CATCH_UP);
  }

  private static Optional<Intent> catchingUp(HealthVerdict verdict) {
    return verdict instanceof HealthVerdict.Unhealthy(_, var advanced) && advanced.isPresent()
        ? one(CATCH_UP, advanced.getAsInt())
        : Optional.empty();
  }

  /** As logged: {@code roll 2}. */
  @Override
  public String toString() {
    return server.isPresent() ? name + " " + server.getAsInt() : name;
  }

  /** The same on the way to a version, so that it is not taken for that of another version. */
  Intent to(String target) {
    return equals(CREATE) || equals(APPLY) ? this : new Intent(name, server, Optional.of(target));
  }

  private static Intent all(String name) {
    return new Intent(name, OptionalInt.empty(), Optional.empty());
  }

  private static Optional<Intent> one(String name, int server) {
    return Optional.of(new Intent(name, OptionalInt.of(server), Optional.empty()));
  }
}
