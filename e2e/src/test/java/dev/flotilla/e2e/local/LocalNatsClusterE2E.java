// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A second agent in the same cluster, with no hub configured: kubectl alone. It has namespaces of
 * its own, and no link that could be cut.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalNatsClusterE2E {

  private static final String NAMESPACE = "local";

  /** Of which an agent makes objects. */
  private static final String KINDS =
      "statefulsets,deployments,services,configmaps,secrets,poddisruptionbudgets,networkpolicies,pods,persistentvolumeclaims";

  private Member member;

  @BeforeAll
  void installAnAgentWithoutAHub(TestFleet fleet) {
    member = fleet.west().withNamespace("flotilla-local");
    member.namespace(member.namespace());
    member.namespace(NAMESPACE);
    fleet.fleet().installAgent(member, List.of(NAMESPACE), Optional.empty());
    member.awaitRollout(member.namespace(), "deployment/flotilla-agent", Duration.ofMinutes(2));
  }

  @Test
  void servesANatsClusterThatKubectlApplied() {
    member.apply(NatsClusterManifest.of("billing", NAMESPACE).yaml());

    new Servers(member, NAMESPACE, "billing").awaitReady();

    assertThat(new ClientJob(member, NAMESPACE, "billing").run(500)).contains("read=500");
  }

  @ParameterizedTest(name = "{1}: {2} is refused with {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unknown-field  | colour                 | blue                        | UNKNOWN_FIELD
          no-servers     | replicas               | 0                           | REPLICAS_OUT_OF_RANGE
          many-servers   | replicas               | 10                          | REPLICAS_OUT_OF_RANGE
          even-servers   | replicas               | 4                           | EVEN_REPLICAS
          zero-volume    | jetStream              | {fileStore: {size: "0"}}    | SIZE_NOT_POSITIVE
          minus-memory   | jetStream              | {memoryStore: {size: -1Gi}} | SIZE_NOT_POSITIVE
          no-memory      | jetStream              | {memoryStore: {size: "0"}}  | SIZE_NOT_POSITIVE
          no-quantity    | jetStream              | {fileStore: {size: lots}}   | BAD_QUANTITY
          old-version    | version                | 1.4.1                       | UNKNOWN_VERSION
          """)
  void refusesWrongInputAndMakesNoChild(String name, String field, String value, String code) {
    member
        .kubectl("apply", "-f", "-")
        .input(NatsClusterManifest.of(name, NAMESPACE).with(field, value).yaml())
        .run()
        .orThrow();
    var servers = new Servers(member, NAMESPACE, name);

    await(name + " is judged")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(servers.condition("Accepted").path("status").asText()).isEqualTo("False");
              assertThat(servers.condition("Accepted").path("message").asText())
                  .contains(code, "spec." + field);
            });
    assertThat(member.get(KINDS, "-n", NAMESPACE).path("items").findValuesAsText("name"))
        .as("objects of that name, or made of it")
        .isNotEmpty()
        .noneMatch(made -> made.startsWith(name));
  }
}
