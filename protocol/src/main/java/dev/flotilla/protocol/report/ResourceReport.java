// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.resource.ResourceKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of one resource in a member, of whatever kind: no message, no private key, no
 * credential.
 *
 * @param resource which one
 * @param managedBy {@code hub} or {@code local}
 * @param revision of the hub's document that this state answers; 0 when managed locally
 * @param generation of the resource that this state answers
 * @param conditions as its status has them
 * @param facts what only this kind has; read by {@link #facts(Class)}; null once it is deleted
 * @param deleted whether it is gone
 * @param at the agent's clock
 */
public record ResourceReport(
    ResourceKey resource,
    String managedBy,
    long revision,
    long generation,
    List<Condition> conditions,
    @Nullable JsonNode facts,
    boolean deleted,
    Instant at) {

  /** The condition that reports whether a resource has its desired state. */
  public static final String READY = "Ready";

  public ResourceReport {
    conditions = List.copyOf(conditions);
  }

  /**
   * One condition of the resource's status.
   *
   * @param type such as {@code Ready}
   * @param status {@code True}, {@code False} or {@code Unknown}
   * @param reason a stable code in CamelCase
   * @param message a sentence for a person
   */
  public record Condition(String type, String status, String reason, String message) {
    /** Whether it holds. */
    public boolean holds() {
      return status.equals("True");
    }
  }

  /** A condition by its type. */
  public Optional<Condition> condition(String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  /** Whether the resource has its desired state, by its own condition. */
  public boolean ready() {
    return condition(READY).filter(Condition::holds).isPresent();
  }

  /**
   * Reads what only this kind has.
   *
   * @return empty once the resource is deleted
   * @throws IllegalArgumentException if the facts are of another kind
   */
  public <T> Optional<T> facts(Class<T> type) {
    return Optional.ofNullable(facts).map(tree -> Json.mapper().convertValue(tree, type));
  }

  /** The report that follows once the resource was deleted. */
  public ResourceReport gone(Instant seen) {
    return new ResourceReport(
        resource,
        managedBy,
        revision,
        generation,
        List.of(new Condition(READY, "False", "Deleted", "it was deleted")),
        null,
        true,
        seen);
  }
}
