// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.CatchUp;
import dev.flotilla.nats.replica.SeenReplicas;
import dev.flotilla.nats.replica.StreamLookup;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The marks of each cluster, and whether every copy has passed them. They are taken once for a set
 * of pods and kept in memory; an agent that starts takes later ones, which is stricter and still
 * ends.
 */
final class GateMarks {
  /** A copy that only just follows its leader has passed the mark when looked at again. */
  private static final int LOOKS = 3;

  private final InstantSource clock;
  private final Map<String, Marks> known = new ConcurrentHashMap<>();

  GateMarks(InstantSource clock) {
    this.clock = clock;
  }

  /** How to ask the servers for their copies. */
  interface Copies {
    SeenReplicas look() throws InterruptedException;

    StreamLookup.Found find(Asset stream) throws InterruptedException;
  }

  /**
   * What is missing; empty when every copy has passed its mark.
   *
   * @param key of the cluster
   * @param servers names of the servers, by ordinal
   */
  Optional<HealthVerdict.Unhealthy> behind(
      String key, RollFacts facts, List<String> servers, Copies copies)
      throws InterruptedException {
    Set<String> names = new TreeSet<>(servers);
    SeenReplicas seen = copies.look();
    Set<String> silent = new TreeSet<>(servers);
    silent.removeAll(seen.servers().keySet());
    if (!silent.isEmpty()) {
      doubt(key);
      return Optional.of(silent(silent));
    }
    Marks marks = marks(key, facts, seen);
    CatchUp caught = CatchUp.of(marks.positions(), names, seen);
    for (int again = 1; again < LOOKS && !caught.complete(); again++) {
      seen = copies.look();
      caught = CatchUp.of(marks.positions(), names, seen);
    }
    boolean news = marks.isNews(caught, clock.instant());
    known.put(key, news ? marks.reported(caught, clock.instant()) : marks);
    if (caught.silence()) {
      doubt(key);
    }
    return caught.complete()
        ? unserved(key, marks, seen, copies)
        : Optional.of(verdict(servers, caught, news));
  }

  /** A server was not as it should be: from when it is, it owes what its leaders have then. */
  void doubt(String key) {
    known.computeIfPresent(key, (_, marks) -> marks.doubted());
  }

  /** Forgets what was known of servers that are gone. */
  void forget(String key) {
    known.remove(key);
  }

  private Marks marks(String key, RollFacts facts, SeenReplicas seen) {
    Optional<Marks> before = Optional.ofNullable(known.get(key));
    String pods = facts.fingerprint();
    return before
        .filter(one -> one.pods().equals(pods))
        .orElseGet(() -> Marks.of(pods, seen, before))
        .and(seen);
  }

  private Optional<HealthVerdict.Unhealthy> unserved(
      String key, Marks marks, SeenReplicas seen, Copies copies) throws InterruptedException {
    Set<Asset> deleted = new TreeSet<>();
    Optional<String> lost = Optional.empty();
    for (Asset stream : marks.vanished(seen)) {
      switch (copies.find(stream)) {
        case StreamLookup.Found.Served _ -> {}
        case StreamLookup.Found.Deleted _ -> deleted.add(stream);
        case StreamLookup.Found.Unserved(var words) -> lost = Optional.of(words);
      }
    }
    known.put(key, marks.without(deleted));
    return lost.map(words -> unhealthy(Reason.STREAM_UNSERVED, words));
  }

  private static HealthVerdict.Unhealthy verdict(
      List<String> servers, CatchUp caught, boolean news) {
    int ordinal = servers.indexOf(caught.gaps().getFirst().server());
    Trouble trouble = new Trouble(Reason.REPLICA_BEHIND.name(), caught.sentence().orElseThrow());
    return new HealthVerdict.Unhealthy(
        trouble, news && ordinal >= 0 ? OptionalInt.of(ordinal) : OptionalInt.empty());
  }

  /** What a server does not report cannot be compared. */
  private static HealthVerdict.Unhealthy silent(Set<String> servers) {
    return unhealthy(
        Reason.REPLICA_BEHIND, "No report of streams from " + String.join(", ", servers) + ".");
  }

  private static HealthVerdict.Unhealthy unhealthy(Reason reason, String words) {
    return new HealthVerdict.Unhealthy(new Trouble(reason.name(), words));
  }
}
