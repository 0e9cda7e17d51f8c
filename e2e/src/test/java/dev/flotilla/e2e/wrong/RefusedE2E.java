// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.wrong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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

/** What the API server refuses is said by the resource and by its operation, in its own words. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class RefusedE2E {

  private static final String NAMESPACE = "refused";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String WHY = "quota: no-sets";

  private static final String NO_SETS =
      """
      apiVersion: v1
      kind: ResourceQuota
      metadata: {name: no-sets, namespace: refused}
      spec: {hard: {count/statefulsets.apps: "0"}}
      """;

  @Test
  void saysWhyAndGoesOnOnceItMay(TestFleet fleet) {
    var east = fleet.east();
    east.apply(NO_SETS);
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

    east.kubectl("delete", "resourcequota", "no-sets", "-n", NAMESPACE).run().orThrow();

    assertThat(Deployment.awaitEnd(fleet.cli(), operation).path("state").asText())
        .isEqualTo("Succeeded");
    east.deleteNatsClusters(NAMESPACE);
  }
}
