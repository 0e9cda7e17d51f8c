// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.agent.credentials.ClaimsDelivery;
import dev.flotilla.agent.credentials.SharedClaims;
import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.protocol.Problem;
import io.nats.client.Connection;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Keeps the claims of a home's accounts up to date at every server. They are newer than those in
 * the configuration, so servers that lost all their volumes start without them.
 */
@ApplicationScoped
public class ClaimsKeeper {
  private final ServerObserver observer;
  private final ServerConnections connections;

  ClaimsKeeper(ServerObserver observer, ServerConnections connections) {
    this.observer = observer;
    this.connections = connections;
  }

  /**
   * Delivers the claims where they are missing.
   *
   * @param intents records the intent before anything is pushed
   * @return why they are not everywhere yet; empty when they are
   * @throws InterruptedException when the agent stops
   */
  public Optional<Problem> keep(DesiredServers servers, SharedClaims claims, Intents intents)
      throws Blocked, InterruptedException {
    RollFacts facts = observer.observe(servers.blueprint()).facts();
    Set<String> names =
        facts.pods().stream()
            .filter(pod -> pod.ordinal() < facts.wanted())
            .map(ServerPod::name)
            .collect(Collectors.toUnmodifiableSet());
    try (Connection connection = connections.system(servers.expectation(), facts)) {
      return new ClaimsDelivery(connection, names, servers.access().renewal())
          .bring(claims, () -> intents.record(Intent.SHARE));
    } catch (IOException refused) {
      return Optional.of(
          ClaimsDelivery.unreachable("no server accepted the claims: " + refused.getMessage()));
    }
  }
}
