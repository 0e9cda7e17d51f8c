// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs last, and examines what every agent requested of its API server in all the other tests, and
 * what they wrote.
 */
@Tag("e2e")
@Isolated("when all other agents have done what they do")
@ExtendWith(SharedFleet.class)
class RightsE2E {

  private static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";
  private static final String NAMESPACE = "nats";

  private static final Set<String> KUBERNETES =
      Set.of("kube-controller-manager", "kube-scheduler", "kubelet");

  @BeforeAll
  static void anAgentThatWorks(TestFleet fleet) {
    var manifest = NatsClusterManifest.of("rights", NAMESPACE).with("replicas", "1");
    Stream.of("east", "west")
        .parallel()
        .forEach(member -> new Deployment(fleet.cli(), member, manifest).run());
  }

  @Test
  void areThoseOfTheChart(TestFleet fleet) {
    for (Member member : List.of(fleet.east(), fleet.west())) {
      var audit = fleet.rig().up(member.name(), 1).audit();
      assertThat(audit.callsOfAgents()).extracting(ApiAuditLog.Call::user).contains(AGENT);
      assertThat(refused(audit)).as("refused to agents in " + member.name()).isEmpty();

      member.kubectl("get", "persistentvolumes", "--as=" + AGENT).run();
      await("one more call, in the name of an agent, is seen")
          .untilAsserted(
              () ->
                  assertThat(refused(audit))
                      .extracting(ApiAuditLog.Call::resource)
                      .containsExactly("persistentvolumes"));
    }
  }

  @Test
  void childrenAreWrittenByTheirAgentAndByKubernetesAlone(TestFleet fleet) {
    for (Member member : List.of(fleet.east(), fleet.west())) {
      assertThat(
              FieldOwner.of(
                  member,
                  "statefulsets,services,configmaps,poddisruptionbudgets,secrets",
                  "flotilla.dev/natscluster"))
          .as("what the agents of " + member.name() + " make")
          .anyMatch(FieldOwner::isAgent)
          .filteredOn(owner -> !owner.isAgent() && !(owner.ofStatus() && isKubernetes(owner)))
          .isEmpty();
      assertThat(
              FieldOwner.of(
                  member, "pods,persistentvolumeclaims", "app.kubernetes.io/component=nats"))
          .as("what Kubernetes makes of it in " + member.name())
          .anyMatch(RightsE2E::isKubernetes)
          .filteredOn(owner -> !isKubernetes(owner))
          .isEmpty();
    }
  }

  private static boolean isKubernetes(FieldOwner owner) {
    return KUBERNETES.contains(owner.manager());
  }

  /** What was refused to agents, but for what they request once they are being uninstalled. */
  private static List<ApiAuditLog.Call> refused(ApiAuditLog audit) {
    var ends =
        audit.calls(
            "\"deployments\"",
            call -> call.verb().equals("delete") && call.name().equals("flotilla-agent"));
    return audit.callsOfAgents().stream()
        .filter(ApiAuditLog.Call::forbidden)
        .filter(call -> ends.stream().noneMatch(end -> isAfter(call, end)))
        .toList();
  }

  /** Whether a call was made by an agent whose Deployment was deleted before. */
  private static boolean isAfter(ApiAuditLog.Call call, ApiAuditLog.Call end) {
    return call.user().contains(":" + end.namespace() + ":") && call.at().isAfter(end.at());
  }
}
