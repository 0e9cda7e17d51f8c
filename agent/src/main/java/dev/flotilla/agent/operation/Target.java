// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.nats.cluster.status.Condition;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.status.PendingStep;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The resource that an operation is about, as its own status reports it.
 *
 * @param generation generation of the resource
 * @param revision revision of the hub's document that the resource holds; 0 without one
 * @param status as the reconciler of a NatsCluster reports it; of another kind only what every kind
 *     has: generation, revision and conditions
 * @param own the whole status as it is stored
 */
public record Target(long generation, long revision, NatsClusterStatus status, JsonNode own) {
  private static final List<String> COMMON =
      List.of("observedGeneration", "revision", "conditions");

  /** A resource of that kind. */
  public static Target of(Kind kind, long generation, long revision, JsonNode own) {
    JsonNode known =
        kind.equals(Kind.NATS_CLUSTER) || !(own instanceof ObjectNode status)
            ? own
            : status.deepCopy().retain(COMMON);
    return new Target(
        generation, revision, Json.mapper().convertValue(known, NatsClusterStatus.class), own);
  }

  /** True when the status is about the resource as it is now. */
  public boolean judged() {
    return Objects.equals(status.observedGeneration(), generation)
        && Objects.requireNonNullElse(status.revision(), 0L) == revision;
  }

  /** True while changes of its servers are paused, and nothing is left to do before they go on. */
  public boolean paused() {
    return condition("Progressing")
        .filter(condition -> condition.reason().equals(Code.PAUSED.reason()))
        .isPresent();
  }

  /** What stopped the change of its servers; empty while nothing did. */
  Optional<Condition> stopped() {
    return condition("Progressing")
        .filter(condition -> condition.reason().equals(Code.ROLL_STOPPED.reason()));
  }

  /** That the servers returned to an earlier document instead; empty while they did not. */
  Optional<Condition> aborted() {
    return condition("Progressing")
        .filter(condition -> condition.reason().equals(Code.ABORTED.reason()));
  }

  /** The pending step for the resource as it is now, until nothing is left to do. */
  Optional<PendingStep> step() {
    return Optional.ofNullable(status.step()).filter(step -> step.generation() == generation);
  }

  /** A condition of the status, if it is there. */
  public Optional<Condition> condition(String type) {
    return Optional.ofNullable(status.conditions()).orElseGet(List::of).stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst();
  }

  /** True when the condition is there and has that status. */
  public boolean is(String type, String wanted) {
    return condition(type).filter(condition -> condition.status().equals(wanted)).isPresent();
  }
}
