// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.evacuation.ClientMoves;
import dev.flotilla.nats.evacuation.LeaderMoves;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Clears a server that is about to go: what it leads moves to servers that stay, then its clients.
 * All of it is for the sake of those who use it, and no condition: what stays moves when the server
 * stops, with an interruption.
 */
@ApplicationScoped
class Evacuation {
  private static final Logger LOG = Logger.getLogger(Evacuation.class);
  private static final Duration LEADERS = Duration.ofSeconds(10);
  private static final Duration CLIENTS = Duration.ofSeconds(5);

  /**
   * A server that does not go after all is cleared again only after this time: its clients would be
   * disconnected in each pass.
   */
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final ServerConnections connections;
  private final InstantSource clock;
  private final Map<String, Instant> cleared = new ConcurrentHashMap<>();

  Evacuation(ServerConnections connections, InstantSource clock) {
    this.connections = connections;
    this.clock = clock;
  }

  /** Clears that server, in a bounded time, unless that was done a short while ago. */
  void clear(Expectation servers, RollFacts facts, int ordinal) throws InterruptedException {
    Instant now = clock.instant();
    cleared.values().removeIf(at -> at.isBefore(now.minus(AGAIN)));
    Optional<String> pod = facts.pod(ordinal).map(found -> found.live().uid());
    if (pod.isPresent() && cleared.putIfAbsent(pod.get(), now) == null) {
      clear(servers, facts, servers.names().server(ordinal), ordinal);
    }
  }

  private void clear(Expectation servers, RollFacts facts, String server, int ordinal)
      throws InterruptedException {
    try (Connection connection = connections.systemBeside(servers, facts, ordinal)) {
      if (servers.jetStream()) {
        SystemRequests all = new SystemRequests(connection);
        SystemRequests own = servers.joint().map(joint -> all.ofCluster(joint.name())).orElse(all);
        report(server, new LeaderMoves(connection, own, facts.wanted()).awayFrom(server, LEADERS));
      }
      ClientMoves.Outcome clients = new ClientMoves(connection).awayFrom(server, CLIENTS);
      LOG.infof("%s: %d of %d clients are left", server, clients.left(), clients.before());
    } catch (IOException unreachable) {
      LOG.warnf("%s stops without being cleared: %s", server, unreachable.getMessage());
    }
  }

  private static void report(String server, LeaderMoves.Outcome outcome) {
    LOG.infof("%s: moved %d leaders away", server, outcome.moved());
    outcome.left().stream()
        .sorted()
        .limit(5)
        .forEach(asset -> LOG.warnf("%s stops before another server leads %s", server, asset));
  }
}
