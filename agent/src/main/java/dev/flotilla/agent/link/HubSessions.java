// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.nats.connection.NatsConnections;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.function.Consumer;

/** Opens sessions with the hub whose queries are answered. */
@ApplicationScoped
class HubSessions {
  private final NatsConnections connections;
  private final QueryThreads queries;

  HubSessions(NatsConnections connections, QueryThreads queries) {
    this.connections = connections;
    this.queries = queries;
  }

  /**
   * Connects with that identity.
   *
   * @param signals receives changes of the inbox and of the connection
   * @throws IOException when the hub does not accept the connection
   */
  HubSession open(Identity identity, Consumer<Signal> signals)
      throws IOException, InterruptedException {
    return HubSession.open(
        connections,
        identity,
        new SessionListener() {
          @Override
          public void signal(Signal signal) {
            signals.accept(signal);
          }

          @Override
          public void asked(HubSession session, byte[] question) {
            queries.asked(session, question);
          }
        });
  }
}
