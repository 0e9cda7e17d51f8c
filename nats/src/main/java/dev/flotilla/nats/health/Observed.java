// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.system.JetStreamView;
import dev.flotilla.nats.system.ServerHealth;
import dev.flotilla.nats.system.ServerVariables;
import java.util.Map;

/**
 * What the servers said of themselves, each map by server name; a server that did not answer in time is absent.
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
}
