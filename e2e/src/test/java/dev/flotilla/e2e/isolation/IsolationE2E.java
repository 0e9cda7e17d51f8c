// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * No connection into a member can be opened from outside. Each attempt succeeds when the barrier is
 * lifted, or from inside the member.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedFleet.LINK_OF_WEST, mode = ResourceAccessMode.READ)
@ResourceLock(SharedFleet.PATH)
@ExtendWith(SharedFleet.class)
class IsolationE2E {

  private static final String NAMESPACE = "nats";

  /** The one of the demo; a single server has no route port. */
  private static final String CLUSTER = "orders";

  @BeforeAll
  static void natsInBothMembers(TestFleet fleet) {
    for (Member member : List.of(fleet.east(), fleet.west())) {
      new Deployment(fleet.cli(), member.name(), NatsClusterManifest.of(CLUSTER, NAMESPACE)).run();
    }
  }

  /** Administrators work on this machine, so the API servers are open to it. */
  @Test
  void neitherTheHubNorThisMachineConnectsToAMember(TestFleet fleet) {
    var pods = Stream.of(fleet.east(), fleet.west()).flatMap(it -> pods(it).stream()).toList();
    var endpoints =
        Stream.of(fleet.east(), fleet.west()).flatMap(it -> endpoints(it).stream()).toList();
    var hub = Origin.fromHub(fleet.rig());
    var machine = Origin.fromThisMachine();

    assertThat(hub.accepted(endpoints)).as("connections").isEmpty();
    assertThat(machine.accepted(pods)).as("connections").isEmpty();

    fleet.rig().liftBarrier();
    try {
      assertThat(hub.accepted(endpoints))
          .as("with the barrier lifted")
          .isEqualTo(hub.lines(endpoints));
      assertThat(machine.accepted(pods))
          .as("with the barrier lifted")
          .isEqualTo(machine.lines(pods));
    } finally {
      fleet.rig().closeBarrier();
    }
    assertThat(hub.accepted(endpoints)).as("with the barrier restored").isEmpty();
    assertThat(machine.accepted(pods)).as("with the barrier restored").isEmpty();
  }

  @Test
  void noMemberConnectsToAnother(TestFleet fleet) {
    assertApart(fleet, fleet.east(), fleet.west());
    assertApart(fleet, fleet.west(), fleet.east());
  }

  private static void assertApart(TestFleet fleet, Member from, Member to) {
    var endpoints = endpoints(to);
    var inside = Origin.fromNodeOf(to, fleet.rig());

    assertThat(Origin.fromNodeOf(from, fleet.rig()).accepted(endpoints))
        .as("connections")
        .isEmpty();
    assertThat(inside.accepted(endpoints)).as("from inside").isEqualTo(inside.lines(endpoints));
  }

  private static List<Endpoint> endpoints(Member member) {
    return Stream.concat(Stream.of(Endpoint.ofApiServer(member)), pods(member).stream()).toList();
  }

  private static List<Endpoint> pods(Member member) {
    return Stream.concat(
            Endpoint.ofAgent(member).stream(),
            Endpoint.ofNatsCluster(member, NAMESPACE, CLUSTER).stream())
        .toList();
  }
}
