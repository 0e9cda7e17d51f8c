// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What this member permits a hub to do. It is written by the member's administrators; the hub has
 * no permission to change it.
 *
 * @param mode the level of permission
 * @param namespaces where; empty for every namespace that the agent serves
 * @param operations what a hub may request, as in {@link Order#type}; empty for every operation
 * @param served namespaces that the agent serves
 */
public record Policy(
    Mode mode, Set<String> namespaces, Set<String> operations, Set<String> served) {
  /** The level of permission. */
  public enum Mode {
    /** Read only. */
    OBSERVE,
    /** Everything except what deletes messages. */
    GUARDED,
    /** Everything. */
    FULL
  }

  public Policy {
    namespaces = Set.copyOf(namespaces);
    operations = Set.copyOf(operations);
    served = Set.copyOf(served);
  }

  /**
   * Reads the ConfigMap's data.
   *
   * @param data keys {@code mode}, {@code namespaces} and {@code operations}; a mode that is
   *     missing or not understood counts as the strictest one
   */
  static Policy read(Map<String, String> data, Set<String> served) {
    String word = data.getOrDefault("mode", "observe").strip().toUpperCase(Locale.ROOT);
    Mode mode =
        Arrays.stream(Mode.values())
            .filter(known -> known.name().equals(word))
            .findFirst()
            .orElse(Mode.OBSERVE);
    return new Policy(mode, words(data, "namespaces"), words(data, "operations"), served);
  }

  private static Set<String> words(Map<String, String> data, String key) {
    return Arrays.stream(data.getOrDefault(key, "").split("[\\s,]+", -1))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Why an order is refused because of its type, if it is. */
  public Optional<Problem> refusal(Order order) {
    return operations.isEmpty() || operations.contains(order.type())
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.POLICY_OPERATION,
                "the policy of this member does not allow the hub to request operation "
                    + order.type(),
                "Add it to policy.operations of the agent's chart in the member."));
  }

  /**
   * Why a document that deletes messages is refused, if it is.
   *
   * @param what in the document does, a clause
   */
  public Optional<Problem> destruction(boolean destroys, String what) {
    return mode == Mode.GUARDED && destroys
        ? Optional.of(
            new Problem(
                Code.POLICY_GUARDED,
                "the policy of this member (guarded) does not allow the hub to discard messages, as "
                    + what
                    + " does",
                "Set policy.mode of the agent's chart to full in the member, or change the"
                    + " document."))
        : Optional.empty();
  }

  /**
   * The same for a NatsCluster.
   *
   * @param cluster the NatsCluster as JSON
   */
  Optional<Problem> destruction(JsonNode cluster) {
    boolean destroys =
        cluster
            .at("/spec/waivers")
            .valueStream()
            .anyMatch(waiver -> waiver.asText().equals(FindingCode.STANDALONE_STREAMS.name()));
    return mode == Mode.GUARDED && destroys
        ? Optional.of(
            new Problem(
                Code.POLICY_GUARDED,
                "the policy of this member (guarded) does not allow the hub to discard messages, as the waiver STANDALONE_STREAMS does",
                "Set policy.mode of the agent's chart to full in the member, or remove the"
                    + " waiver."))
        : Optional.empty();
  }

  /** Why a change of that resource is refused, if it is. */
  Optional<Problem> refusal(ResourceKey key) {
    if (mode == Mode.OBSERVE) {
      return Optional.of(
          new Problem(
              Code.POLICY_OBSERVE,
              "the policy of this member (observe) does not allow the hub to change anything",
              "Set policy.mode of the agent's chart to guarded in the member."));
    }
    if (!served.contains(key.namespace())) {
      return Optional.of(
          new Problem(
              Code.NAMESPACE_NOT_SERVED,
              "the agent does not serve namespace " + key.namespace(),
              "Add it to the namespaces in the values of the agent's chart."));
    }
    if (!namespaces.isEmpty() && !namespaces.contains(key.namespace())) {
      return Optional.of(
          new Problem(
              Code.POLICY_NAMESPACE,
              "the policy of this member does not allow the hub to change namespace "
                  + key.namespace(),
              "Add the namespace to the policy in the member."));
    }
    return Optional.empty();
  }
}
