// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Responders;
import dev.flotilla.e2e.workload.Servers;
import dev.flotilla.e2e.workload.SteadyClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A running cluster in east, with a client that never stops, is joined by one in west: under one
 * trust, by gateways over a path between the members that is open for this test alone.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedFleet.LINK_OF_WEST, mode = ResourceAccessMode.READ)
@ResourceLock(SharedFleet.PATH)
@ExtendWith(SharedFleet.class)
class GatewayE2E {

  private static final String NAMESPACE = "gateway";
  private static final String HOME = "orders";
  private static final String GUEST = "orders-west";
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private static GatewayPorts east;
  private static GatewayPorts west;

  @BeforeAll
  static void ways(TestFleet fleet) {
    east = new GatewayPorts(fleet.east(), NAMESPACE, HOME);
    west = new GatewayPorts(fleet.west(), NAMESPACE, GUEST);
    east.open();
    west.open();
  }

  @AfterAll
  static void apartAgain(TestFleet fleet) {
    fleet.rig().closePath("east", "west");
  }

  @Test
  void aSuperclusterServesBothMembersAndLosesNoMessage(TestFleet fleet) {
    new Deployment(fleet.cli(), "east", cluster(HOME, east, "{name: east}")).run();
    var client = new SteadyClient(fleet.east(), NAMESPACE, HOME);
    client.start();
    var home = new Servers(fleet.east(), NAMESPACE, HOME);
    var guest = new Servers(fleet.west(), NAMESPACE, GUEST);

    join(fleet);
    home.awaitReady();
    guest.awaitReady();
    assertThat(home.condition("Trust").path("status").asText()).isEqualTo("True");
    client.awaitProgress(100);

    answersComeFromNearby(fleet);
    client.awaitProgress(100);

    withoutThePathThereIsNoMajority(fleet, home, guest);
    client.awaitProgress(100);

    var count = client.stop();
    assertThat(count.lost()).as("lost of %d acknowledged", count.acknowledged()).isZero();
  }

  /** The home enables its gateway by a roll; the other one starts with it. */
  private static void join(TestFleet fleet) {
    fleet.rig().openPath("east", "west");
    var gateway = "{name: east, remotes: %s}".formatted(west.remotes("west"));
    new Deployment(fleet.cli(), "east", cluster(HOME, east, gateway)).run();
    var waiting =
        cluster(GUEST, west, "{name: west, remotes: %s}".formatted(east.remotes("east")))
            .with("trust", "{home: east/gateway/orders}");
    new Deployment(fleet.cli(), "west", waiting).begin();
    var servers = new Servers(fleet.west(), NAMESPACE, GUEST);
    await("the guest waits for its home")
        .atMost(PATIENCE)
        .until(() -> servers.condition("Ready").path("reason").asText().equals("TrustAwaited"));
    assertThat(servers.statefulSet().isMissingNode()).as("no server started").isTrue();

    for (int again = 0; again < 2; again++) {
      var joined =
          fleet
              .cli()
              .run("trust", "join", "west/gateway/orders-west", "--home", "east/gateway/orders");
      assertThat(joined).contains("west/gateway/orders-west trusts the operator of");
    }
  }

  private static void answersComeFromNearby(TestFleet fleet) {
    var near = new Responders(fleet.east(), NAMESPACE, HOME);
    var far = new Responders(fleet.west(), NAMESPACE, GUEST);
    near.start();
    far.start();
    var asking = new ClientJob(fleet.east(), NAMESPACE, HOME);
    await("questions are answered in east")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(asking.ask(50)).contains("{east=50}"));
    near.kill();
    await("questions are answered in west")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(asking.ask(50)).contains("{west=50}"));
    near.start();
    await("questions are answered in east again")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(asking.ask(50)).contains("{east=50}"));
  }

  /**
   * Three and three share one meta group; either half reports it, and serves the streams that it
   * has.
   */
  private static void withoutThePathThereIsNoMajority(
      TestFleet fleet, Servers home, Servers guest) {
    fleet.rig().closePath("east", "west");
    for (Servers servers : new Servers[] {home, guest}) {
      await(servers + " says that the meta group has no majority")
          .atMost(PATIENCE)
          .until(() -> servers.condition("Ready").path("reason").asText().equals("NoMetaLeader"));
    }
    fleet.rig().openPath("east", "west");
    home.awaitReady();
    guest.awaitReady();
  }

  private static NatsClusterManifest cluster(String name, GatewayPorts ports, String gateway) {
    var exposure =
        "{type: ClusterIP, listeners: [gateway], advertise: {gateway: \"%s\"}}"
            .formatted(ports.addresses().getFirst());
    return NatsClusterManifest.of(name, NAMESPACE)
        .with("gateway", gateway)
        .with("exposure", exposure);
  }
}
