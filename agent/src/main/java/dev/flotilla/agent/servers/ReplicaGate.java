// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.replica.Asset;
import dev.flotilla.nats.replica.CatchUp;
import dev.flotilla.nats.replica.Gap;
import dev.flotilla.nats.replica.ReplicaSurvey;
import dev.flotilla.nats.replica.Routes;
import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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

  /** Catching up is written to the journal no more often. */
  private static final Duration NEWS = Duration.ofMinutes(1);

  private final ServerConnections connections;
  private final InstantSource clock;
  private final Map<String, Marks> known = new ConcurrentHashMap<>();

  ReplicaGate(ServerConnections connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /**
   * Marks of a set of pods.
   *
   * @param pods names exactly these pods and processes
   * @param positions of the leaders when they were first seen
   * @param least the least that was ever missing
   * @param told when that was last reported as progress
   */
  private record Marks(
      String pods, Map<Asset, Long> positions, long least, Optional<Instant> told) {}

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
      return apart.isPresent() || !servers.jetStream() ? apart : behind(servers, facts, survey);
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

  private Optional<HealthVerdict.Unhealthy> behind(
      Expectation servers, RollFacts facts, ReplicaSurvey survey) throws InterruptedException {
    String key = facts.pods().getFirst().live().namespace() + "/" + servers.names().cluster();
    Marks marks = known.get(key);
    if (marks == null || !marks.pods().equals(facts.fingerprint())) {
      Map<Asset, Long> now = survey.replicas(gathering(facts)).leaders();
      marks = new Marks(facts.fingerprint(), now, Long.MAX_VALUE, Optional.empty());
    }
    CatchUp seen = look(marks, names(servers, facts), facts, survey);
    boolean news = isNews(marks, seen);
    known.put(
        key,
        new Marks(
            marks.pods(),
            marks.positions(),
            news ? seen.missing() : marks.least(),
            news ? Optional.of(clock.instant()) : marks.told()));
    return seen.gaps().stream().findFirst().map(gap -> verdict(servers, facts, seen, gap, news));
  }

  private static CatchUp look(Marks marks, Set<String> names, RollFacts facts, ReplicaSurvey survey)
      throws InterruptedException {
    CatchUp seen = CatchUp.of(marks.positions(), names, survey.replicas(gathering(facts)));
    for (int again = 1; again < LOOKS && !seen.complete(); again++) {
      seen = CatchUp.of(marks.positions(), names, survey.replicas(gathering(facts)));
    }
    return seen;
  }

  private boolean isNews(Marks marks, CatchUp seen) {
    Instant now = clock.instant();
    return !seen.complete()
        && seen.missing() < marks.least()
        && marks.told().filter(told -> now.isBefore(told.plus(NEWS))).isEmpty();
  }

  private static HealthVerdict.Unhealthy verdict(
      Expectation servers, RollFacts facts, CatchUp seen, Gap gap, boolean news) {
    String words = seen.sentence().orElse(gap.words());
    OptionalInt ordinal =
        IntStream.range(0, facts.wanted())
            .filter(one -> servers.names().server(one).equals(gap.server()))
            .findFirst();
    return new HealthVerdict.Unhealthy(
        new Trouble(Reason.REPLICA_BEHIND.name(), words), news ? ordinal : OptionalInt.empty());
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
