// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.leaf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Responders;
import dev.flotilla.e2e.workload.SteadyClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * An edge in east that is a leaf node of a center in west. Cut off from it, the edge continues its
 * own traffic; afterwards both exchange messages again.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedFleet.LINK_OF_WEST, mode = ResourceAccessMode.READ)
@ResourceLock(SharedFleet.PATH)
@ExtendWith(SharedFleet.class)
class LeafE2E {

  private static final String NAMESPACE = "leaf";
  private static final String CENTER = "center";
  private static final String EDGE = "edge";
  private static final int LEAF_PORT = 7422;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @AfterAll
  static void apartAgain(TestFleet fleet) {
    fleet.rig().closePath("east", "west");
  }

  @Test
  void edgeGoesOnByItself(TestFleet fleet) {
    fleet.rig().openPath("east", "west");
    new Deployment(fleet.cli(), "west", center()).run();
    lendUser(fleet);
    new Deployment(fleet.cli(), "east", edge(leafAddress(fleet.west()))).run();
    new Responders(fleet.west(), NAMESPACE, CENTER).start();
    var client = new SteadyClient(fleet.east(), NAMESPACE, EDGE);
    client.start();
    var asking = new ClientJob(fleet.east(), NAMESPACE, EDGE);
    awaitAnswers(asking);

    fleet.rig().closePath("east", "west");

    assertThatThrownBy(() -> asking.ask(1)).as("the center is out of reach").isNotNull();
    client.awaitProgress(200);

    fleet.rig().openPath("east", "west");
    awaitAnswers(asking);
    client.awaitProgress(100);
    var count = client.stop();
    assertThat(count.lost()).as("lost of %d acknowledged", count.acknowledged()).isZero();
  }

  private static void awaitAnswers(ClientJob asking) {
    await("the center answers questions from the edge")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(asking.ask(20)).contains("{west=20}"));
  }

  private static NatsClusterManifest center() {
    return NatsClusterManifest.of(CENTER, NAMESPACE)
        .with("replicas", "1")
        .with("jetStream", "{domain: center, fileStore: {size: 1Gi}}")
        .with("leafNodes", "{enabled: true}")
        .with("exposure", "{type: NodePort, listeners: [leafnodes]}");
  }

  private static NatsClusterManifest edge(String center) {
    return NatsClusterManifest.of(EDGE, NAMESPACE)
        .with("jetStream", "{domain: edge, fileStore: {size: 1Gi}}")
        .with(
            "leafNodes",
            "{remotes: [{urls: [\"nats-leaf://%s\"], credentialsSecret: {name: center-user}}]}"
                .formatted(center));
  }

  /** A user copies credentials of the center to the edge; no hub carries them. */
  private static void lendUser(TestFleet fleet) {
    var credentials =
        fleet
            .west()
            .get("secret", CENTER + "-app-creds", "-n", NAMESPACE)
            .at("/data/user.creds")
            .asText();
    fleet
        .east()
        .apply(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: center-user
              namespace: leaf
              annotations: {e2e.flotilla.dev/lent-by: west/leaf/center-app-creds}
            data: {user.creds: %s}
            """
                .formatted(credentials));
  }

  /** The port of the node that leads to the leaf listener. */
  private static String leafAddress(Member member) {
    for (var port :
        member.get("service", CENTER + "-external", "-n", NAMESPACE).at("/spec/ports")) {
      if (port.path("port").asInt() == LEAF_PORT) {
        return member.nodeAddress() + ":" + port.path("nodePort").asInt();
      }
    }
    throw new IllegalStateException("the center has no port for leaf nodes");
  }
}
