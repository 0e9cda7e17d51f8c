// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;

/**
 * A deploy to east during which a process is killed.
 *
 * @param fleet of all tests
 * @param namespace of the NatsCluster
 * @param name of the NatsCluster
 * @param wanted number of servers
 */
record OneDeploy(TestFleet fleet, String namespace, String name, int wanted) {

  private static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";

  /** Starts it and returns the operation's id. */
  String begin() {
    var manifest =
        NatsClusterManifest.of(name, namespace).with("replicas", Integer.toString(wanted));
    return new Deployment(fleet.cli(), "east", manifest).begin();
  }

  Servers servers() {
    return new Servers(fleet.east(), namespace, name);
  }

  /** Waits for its success; nothing of it was done twice. */
  void assertDoneOnce(String operation) {
    JsonNode ended = Deployment.awaitEnd(fleet.cli(), operation);
    assertThat(ended.path("state").asText()).as("%s", ended).isEqualTo("Succeeded");
    assertThat(servers().podUids()).hasSize(wanted);
    assertThat(servers().statefulSet().at("/metadata/generation").asInt())
        .as("writes of the StatefulSet's spec")
        .isEqualTo(1);
    var audit = fleet.rig().up("east", 1).audit();
    Creations.of(audit, servers(), operation).assertEachOnce(servers(), operation, wanted);
    assertThat(Creations.writtenAgain(audit, AGENT, servers())).as("written twice").isEmpty();
  }
}
