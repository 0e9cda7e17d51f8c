// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.system.Gathering;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.MetaGroup;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;

/** Which server leads the JetStream meta group, and which one should. */
@ApplicationScoped
class MetaLeadership {
  private static final Duration REQUEST = Duration.ofSeconds(3);
  private static final String STEP_DOWN = "$JS.API.META.LEADER.STEPDOWN";

  private final ServerConnections connections;

  MetaLeadership(ServerConnections connections) {
    this.connections = connections;
  }

  /**
   * Ordinal of the leader; empty without JetStream, in a cluster of one, while a joined cluster has
   * it, and while no server answers.
   */
  OptionalInt leader(Expectation servers, RollFacts facts) throws InterruptedException {
    if (!servers.jetStream() || facts.wanted() == 1) {
      return OptionalInt.empty();
    }
    try (Connection connection = connections.system(servers, facts)) {
      SystemRequests all = new SystemRequests(connection);
      return servers
          .joint()
          .map(joint -> all.ofCluster(joint.name()))
          .orElse(all)
          .jetStream(new Gathering(facts.wanted(), REQUEST))
          .values()
          .stream()
          .map(JetStreamView::metaGroup)
          .filter(Objects::nonNull)
          .filter(MetaGroup::hasLeader)
          .findFirst()
          .map(group -> ordinal(group, facts))
          .orElseGet(OptionalInt::empty);
    } catch (IOException unreachable) {
      return OptionalInt.empty();
    }
  }

  /**
   * Asks the leader to step down in favour of that ordinal. Whether it did is seen at the next
   * observation.
   */
  void move(Expectation servers, RollFacts facts, int ordinal) throws InterruptedException {
    String preferred = servers.names().server(ordinal);
    String request = "{\"placement\":{\"preferred\":\"" + preferred + "\"}}";
    try (Connection connection = connections.system(servers, facts)) {
      connection.request(STEP_DOWN, request.getBytes(StandardCharsets.UTF_8), REQUEST);
    } catch (IOException unreachable) {
      // A courtesy to clients, not a condition: without it the leader moves when its server stops.
    }
  }

  private static OptionalInt ordinal(MetaGroup group, RollFacts facts) {
    return facts.pods().stream()
        .filter(pod -> pod.name().equals(group.leader()))
        .mapToInt(ServerPod::ordinal)
        .findFirst();
  }
}
