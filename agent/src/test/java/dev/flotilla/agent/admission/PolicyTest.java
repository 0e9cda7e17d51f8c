// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The agent of these tests serves the namespaces {@code nats} and {@code shop}. */
class PolicyTest {
  @ParameterizedTest(name = "mode {0}, namespaces {1}: a change in {2} is {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "guarded    | -              | nats  | -",
        "full       | -              | nats  | -",
        "' Guarded '| -              | nats  | -",
        "guarded    | ''             | shop  | -",
        "observe    | -              | nats  | POLICY_OBSERVE",
        "-          | -              | nats  | POLICY_OBSERVE",
        "''         | -              | nats  | POLICY_OBSERVE",
        "everything | -              | nats  | POLICY_OBSERVE",
        "observe    | -              | other | POLICY_OBSERVE",
        "full       | -              | other | NAMESPACE_NOT_SERVED",
        "full       | other          | other | NAMESPACE_NOT_SERVED",
        "guarded    | nats           | nats  | -",
        "guarded    | nats           | shop  | POLICY_NAMESPACE",
        "guarded    | 'nats, shop'   | shop  | -",
        "guarded    | ' nats  shop ' | shop  | -",
      })
  void aHubMayDoWhatThePolicySays(
      @Nullable String mode, @Nullable String namespaces, String namespace, @Nullable String code) {
    Map<String, String> data = new HashMap<>();
    put(data, "mode", mode);
    put(data, "namespaces", namespaces);

    Optional<Problem> refusal =
        Policy.read(data, Set.of("nats", "shop"))
            .refusal(ResourceKind.NATS_CLUSTER.key(namespace, "orders"));

    assertThat(refusal.map(Problem::code)).isEqualTo(Optional.ofNullable(code));
  }

  @ParameterizedTest(name = "mode {0}: waivers {1} are {2}")
  @CsvSource(
      nullValues = "-",
      value = {
        "guarded, STANDALONE_STREAMS, POLICY_GUARDED",
        "guarded, AUTH_OFF, -",
        "full, STANDALONE_STREAMS, -",
      })
  void guardedGivesUpNoMessages(String mode, String waiver, @Nullable String code) {
    ObjectNode cluster = Json.mapper().createObjectNode();
    cluster.withArray("/spec/waivers").add(waiver);

    Optional<Problem> refusal = Policy.read(Map.of("mode", mode), Set.of()).destruction(cluster);

    assertThat(refusal.map(Problem::code)).isEqualTo(Optional.ofNullable(code));
  }

  @ParameterizedTest(name = "operations {0}: a deploy is {1}")
  @CsvSource(
      nullValues = "-",
      value = {"-, -", "'', -", "deploy, -", "'backup, deploy', -", "backup, POLICY_OPERATION"})
  void aHubMayRequestTheOperationsOfThePolicy(@Nullable String operations, @Nullable String code) {
    Map<String, String> data = new HashMap<>();
    put(data, "operations", operations);

    Optional<Problem> refusal = Policy.read(data, Set.of()).refusal(new Order.Deploy());

    assertThat(refusal.map(Problem::code)).isEqualTo(Optional.ofNullable(code));
  }

  private static void put(Map<String, String> data, String key, @Nullable String value) {
    if (value != null) {
      data.put(key, value);
    }
  }
}
