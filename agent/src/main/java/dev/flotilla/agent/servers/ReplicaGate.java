// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.health.Reason;
import dev.flotilla.nats.replica.Asset;
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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Whether every server has everything that the leaders had when its pods came to be what they are.
 * Servers call themselves healthy before they know how far they are behind.
 */
@ApplicationScoped
class ReplicaGate {
  private static final Duration REQUEST = Duration.ofSeconds(3);

  private final ServerConnections connections;
  private final GateMarks marks;

  ReplicaGate(ServerConnections connections, InstantSource clock) {
    this.connections = connections;
    this.marks = new GateMarks(clock);
  }

  /** What keeps the gate closed; empty when it is open, or no server answers. */
  Optional<HealthVerdict.Unhealthy> obstacle(Expectation servers, RollFacts facts)
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
          : behind(
              servers, facts, new Asked(survey, new StreamLookup(connection), gathering(facts)));
    } catch (IOException unreachable) {
      return Optional.of(
          new HealthVerdict.Unhealthy(
              new Trouble(
                  Reason.UNREACHABLE.name(),
                  "No server accepts connections: " + unreachable.getMessage() + ".")));
    }
  }

  /** The servers were not healthy: one that was away may owe more than it did. */
  void doubt(Expectation servers, RollFacts facts) {
    marks.doubt(key(servers, facts));
  }

  /** Forgets what was known of servers that are gone. */
  void forget(String namespace, String name) {
    marks.forget(key(namespace, name));
  }

  private static Optional<HealthVerdict.Unhealthy> apart(
      Expectation servers, RollFacts facts, ReplicaSurvey survey) throws InterruptedException {
    return Routes.missing(Set.copyOf(names(servers, facts)), survey.routes(gathering(facts)))
        .map(words -> new HealthVerdict.Unhealthy(new Trouble(Reason.ROUTE_MISSING.name(), words)));
  }

  private record Asked(ReplicaSurvey survey, StreamLookup streams, Gathering gathering)
      implements GateMarks.Copies {
    @Override
    public SeenReplicas look() throws InterruptedException {
      return survey.replicas(gathering);
    }

    @Override
    public StreamLookup.Found find(Asset stream) throws InterruptedException {
      return streams.find(stream);
    }
  }

  private Optional<HealthVerdict.Unhealthy> behind(
      Expectation servers, RollFacts facts, GateMarks.Copies copies) throws InterruptedException {
    return marks.behind(key(servers, facts), facts, names(servers, facts), copies);
  }

  private static List<String> names(Expectation servers, RollFacts facts) {
    return IntStream.range(0, facts.wanted()).mapToObj(servers.names()::server).toList();
  }

  private static String key(Expectation servers, RollFacts facts) {
    return key(facts.pods().getFirst().live().namespace(), servers.names().cluster());
  }

  private static String key(String namespace, String name) {
    return namespace + "/" + name;
  }

  private static Gathering gathering(RollFacts facts) {
    return new Gathering(facts.wanted(), REQUEST);
  }
}
