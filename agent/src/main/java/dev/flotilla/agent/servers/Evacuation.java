// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.evacuation.ClientMoves;
import dev.flotilla.nats.evacuation.LeaderMoves;
import dev.flotilla.nats.system.SystemRequests;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
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

  private final ServerConnections connections;

  Evacuation(ServerConnections connections) {
    this.connections = connections;
  }

  /** Clears that server, in a bounded time. */
  void clear(Expectation servers, RollFacts facts, int ordinal) throws InterruptedException {
    String server = servers.names().server(ordinal);
    try (Connection connection = connections.systemBeside(servers, facts, ordinal)) {
      if (servers.jetStream()) {
        SystemRequests all = new SystemRequests(connection);
        SystemRequests own = servers.joint().map(joint -> all.ofCluster(joint.name())).orElse(all);
        report(server, new LeaderMoves(connection, own, facts.wanted()).off(server, LEADERS));
      }
      ClientMoves.Outcome clients = new ClientMoves(connection).off(server, CLIENTS);
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
