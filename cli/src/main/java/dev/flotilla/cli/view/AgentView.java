// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One enrolled agent.
 *
 * @param id generated, 26 characters
 * @param member the name that people use
 * @param state pending, accepted or revoked
 * @param online whether it was heard of lately
 * @param lastSeen last heartbeat; null before the first
 * @param version the agent's version; null before the first heartbeat
 * @param namespaces what it serves; null or empty when it has not said
 */
public record AgentView(
    String id,
    String member,
    String state,
    boolean online,
    @Nullable Instant lastSeen,
    @Nullable String version,
    @Nullable List<String> namespaces) {
  /** Reads the hub's document. */
  public static AgentView of(JsonNode document) {
    return Views.read(document, AgentView.class);
  }

  /** Tells whether it takes part in the fleet. */
  public boolean accepted() {
    return "accepted".equals(state);
  }

  /** Returns the namespaces, separated by commas. */
  public String servedNamespaces() {
    return namespaces == null || namespaces.isEmpty() ? "-" : String.join(",", namespaces);
  }
}
