// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.system.HealthError;
import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.ServerHealth;
import dev.flotilla.nats.system.ServerVariables;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What the servers said of themselves, each map by server name; a server that did not answer in
 * time is absent.
 *
 * @param variables version, start and configuration digest
 * @param health the server's own health
 * @param jetStream JetStream as the server sees it
 */
public record Observed(
    Map<String, ServerVariables> variables,
    Map<String, ServerHealth> health,
    Map<String, JetStreamView> jetStream) {
  public Observed {
    variables = Map.copyOf(variables);
    health = Map.copyOf(health);
    jetStream = Map.copyOf(jetStream);
  }

  Optional<String> version(String server) {
    return Optional.ofNullable(variables.get(server)).map(ServerVariables::version);
  }

  Optional<String> configurationDigest(String server) {
    ServerVariables known = variables.get(server);
    return known == null ? Optional.empty() : Optional.ofNullable(known.configurationDigest());
  }

  /** The errors that the server reports; empty when it is healthy or silent. */
  List<HealthError> errors(String server) {
    ServerHealth reported = health.get(server);
    if (reported == null || reported.healthy()) {
      return List.of();
    }
    String words = Objects.requireNonNullElse(reported.error(), reported.status());
    return reported.errors().isEmpty()
        ? List.of(new HealthError("SERVER", null, null, null, words))
        : reported.errors();
  }
}
