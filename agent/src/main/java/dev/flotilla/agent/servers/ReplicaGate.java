// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.CatchUp;
import dev.flotilla.nats.replica.ReplicaSurvey;
import dev.flotilla.nats.replica.Routes;
import dev.flotilla.nats.replica.SeenReplicas;
import dev.flotilla.nats.replica.StreamLookup;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Whether every server has everything that the leaders had when its pods came to be what they are.
 * Servers call themselves healthy before they know how far they are behind. The marks are taken
 * once for a set of pods and kept in memory; an agent that starts takes later ones, which is
 * stricter and still ends.
 */
@ApplicationScoped
class ReplicaGate {
  private static final Duration REQUEST = Duration.ofSeconds(3);

  /** A copy that only just follows its leader has passed the mark when looked at again. */
  private static final int LOOKS = 3;

  private final ServerConnections connections;
  private final InstantSource clock;
  private final Map<String, Marks> known = new ConcurrentHashMap<>();

  ReplicaGate(ServerConnections connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** What keeps the gate closed; empty when it is open, or no server answers. */
  Optional<HealthVerdict.Unhealthy> closed(Expectation servers, RollFacts facts)
      throws InterruptedException {
    if (facts.wanted() == 1) {
      return Optional.empty();
    }
    try (Connection connection = connections.system(servers, facts)) {
      SystemRequests all = new SystemRequests(connection);
      SystemRequests own = servers.joint().map(joint -> all.ofCluster(joint.name())).orElse(all);
      ReplicaSurvey survey = new ReplicaSurvey(own);
      Optional<HealthVerdict.Unhealthy> apart = apart(servers, facts, survey);
      return apart.isPresent() || !servers.jetStream()
          ? apart
          : behind(servers, facts, new Look(survey, new StreamLookup(connection)));
    } catch (IOException unreachable) {
      return Optional.of(
          new HealthVerdict.Unhealthy(
              new Trouble(
                  Reason.UNREACHABLE.name(),
                  "No server accepts connections: " + unreachable.getMessage() + ".")));
    }
  }

  /** Forgets what was known of servers that are gone. */
  void forget(String namespace, String name) {
    known.remove(namespace + "/" + name);
  }

  private static Optional<HealthVerdict.Unhealthy> apart(
      Expectation servers, RollFacts facts, ReplicaSurvey survey) throws InterruptedException {
    return Routes.missing(names(servers, facts), survey.routes(gathering(facts)))
        .map(words -> new HealthVerdict.Unhealthy(new Trouble(Reason.ROUTE_MISSING.name(), words)));
  }

  /** What a look asks with. */
  private record Look(ReplicaSurvey survey, StreamLookup streams) {}

  private Optional<HealthVerdict.Unhealthy> behind(Expectation servers, RollFacts facts, Look look)
      throws InterruptedException {
    String key = facts.pods().getFirst().live().namespace() + "/" + servers.names().cluster();
    SeenReplicas seen = look.survey().replicas(gathering(facts));
    Set<String> silent = names(servers, facts);
    silent.removeAll(seen.servers().keySet());
    if (!silent.isEmpty()) {
      return Optional.of(silent(silent));
    }
    Optional<Marks> before = Optional.ofNullable(known.get(key));
    Marks marks =
        before
            .filter(one -> one.pods().equals(facts.fingerprint()))
            .orElse(Marks.of(facts.fingerprint(), seen, before))
            .and(seen);
    CatchUp caught = CatchUp.of(marks.positions(), names(servers, facts), seen);
    for (int again = 1; again < LOOKS && !caught.complete(); again++) {
      seen = look.survey().replicas(gathering(facts));
      caught = CatchUp.of(marks.positions(), names(servers, facts), seen);
    }
    boolean news = marks.isNews(caught, clock.instant());
    known.put(key, news ? marks.reported(caught, clock.instant()) : marks);
    return caught.complete()
        ? unserved(key, marks, seen, look)
        : Optional.of(verdict(servers, facts, caught, news));
  }

  private Optional<HealthVerdict.Unhealthy> unserved(
      String key, Marks marks, SeenReplicas seen, Look look) throws InterruptedException {
    Set<Asset> deleted = new TreeSet<>();
    Optional<String> lost = Optional.empty();
    for (Asset stream : marks.vanished(seen)) {
      switch (look.streams().find(stream)) {
        case StreamLookup.Found.Served _ -> {}
        case StreamLookup.Found.Deleted _ -> deleted.add(stream);
        case StreamLookup.Found.Unserved(var words) -> lost = Optional.of(words);
      }
    }
    known.put(key, marks.without(deleted));
    return lost.map(
        words -> new HealthVerdict.Unhealthy(new Trouble(Reason.STREAM_UNSERVED.name(), words)));
  }

  private static HealthVerdict.Unhealthy verdict(
      Expectation servers, RollFacts facts, CatchUp caught, boolean news) {
    String server = caught.gaps().getFirst().server();
    OptionalInt ordinal =
        IntStream.range(0, facts.wanted())
            .filter(one -> news && servers.names().server(one).equals(server))
            .findFirst();
    Trouble trouble = new Trouble(Reason.REPLICA_BEHIND.name(), caught.sentence().orElseThrow());
    return new HealthVerdict.Unhealthy(trouble, ordinal);
  }

  /** What a server does not report cannot be compared. */
  private static HealthVerdict.Unhealthy silent(Set<String> servers) {
    return new HealthVerdict.Unhealthy(
        new Trouble(
            Reason.REPLICA_BEHIND.name(),
            "No report of streams from " + String.join(", ", servers) + "."));
  }

  private static Set<String> names(Expectation servers, RollFacts facts) {
    Set<String> names = new TreeSet<>();
    IntStream.range(0, facts.wanted()).forEach(one -> names.add(servers.names().server(one)));
    return names;
  }

  private static Gathering gathering(RollFacts facts) {
    return new Gathering(facts.wanted(), REQUEST);
  }
}
