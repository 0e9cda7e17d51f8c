// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.wrong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What the API server refuses is reported by the resource and by its operation, in its own words.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class RefusedE2E {

  private static final String NAMESPACE = "refused";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String WHY = "no servers before noon";

  /** Not by a quota: its response is the same as for a missing permission. */
  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: refused-e2e}
      spec:
        matchConstraints:
          resourceRules:
            - {apiGroups: [apps], apiVersions: [v1], operations: [CREATE], resources: [statefulsets]}
        validations:
          - {expression: "false", message: no servers before noon, reason: Invalid}
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: refused-e2e}
      spec:
        policyName: refused-e2e
        validationActions: [Deny]
        matchResources:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: refused}}
      """;

  private static final String ANY_SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: any, namespace: refused}
      spec:
        serviceName: any
        selector: {matchLabels: {app: any}}
        template:
          metadata: {labels: {app: any}}
          spec: {containers: [{name: any, image: any}]}
      """;

  @Test
  void reportsWhyAndContinuesOnceItMay(TestFleet fleet) {
    var east = fleet.east();
    refuse(east);
    var manifest = NatsClusterManifest.of("orders", NAMESPACE).with("replicas", "1");
    var servers = new Servers(east, NAMESPACE, "orders");

    var operation = new Deployment(fleet.cli(), "east", manifest).begin();

    await("the resource says why")
        .atMost(PATIENCE)
        .until(() -> servers.condition("Ready").path("message").asText().contains(WHY));
    assertThat(servers.condition("Ready").path("status").asText()).isEqualTo("False");
    assertThat(servers.condition("Ready").path("reason").asText()).isEqualTo("KubernetesRefused");
    await("the operation says why")
        .atMost(PATIENCE)
        .until(() -> Deployment.find(fleet.cli(), operation).toString().contains(WHY));

    east.kubectl("delete", "-f", "-").input(POLICY).run().orThrow();

    assertThat(Deployment.awaitEnd(fleet.cli(), operation).path("state").asText())
        .isEqualTo("Succeeded");
    east.deleteNatsClusters(NAMESPACE);
  }

  /** The API server enforces a policy only a moment after it was created. */
  private static void refuse(Member member) {
    member.apply(POLICY);
    var trial = member.kubectl("create", "--dry-run=server", "-f", "-").input(ANY_SET);
    await("the API server refuses").atMost(PATIENCE).until(() -> trial.run().error().contains(WHY));
  }
}
