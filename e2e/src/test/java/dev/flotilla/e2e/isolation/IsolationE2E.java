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
 * No connection into a member can be opened from outside. Each attempt succeeds when the barrier is lifted, or from inside the member.
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
  void neitherTheHubNorThisMachineReachesIntoAMember(TestFleet fleet) {
    var pods = Stream.of(fleet.east(), fleet.west()).flatMap(it -> pods(it).stream()).toList();
    var doors = Stream.of(fleet.east(), fleet.west()).flatMap(it -> doors(it).stream()).toList();
    var hub = Outlook.fromHub(fleet.rig());
    var machine = Outlook.fromThisMachine();

    assertThat(hub.opened(doors)).as("connections").isEmpty();
    assertThat(machine.opened(pods)).as("connections").isEmpty();

    fleet.rig().liftBarrier();
    try {
      assertThat(hub.opened(doors)).as("with the barrier lifted").isEqualTo(hub.told(doors));
      assertThat(machine.opened(pods)).as("with the barrier lifted").isEqualTo(machine.told(pods));
    } finally {
      fleet.rig().closeBarrier();
    }
    assertThat(hub.opened(doors)).as("with the barrier back").isEmpty();
    assertThat(machine.opened(pods)).as("with the barrier back").isEmpty();
  }

  @Test
  void noMemberReachesIntoAnother(TestFleet fleet) {
    assertApart(fleet, fleet.east(), fleet.west());
    assertApart(fleet, fleet.west(), fleet.east());
  }

  private static void assertApart(TestFleet fleet, Member from, Member to) {
    var doors = doors(to);
    var inside = Outlook.fromNodeOf(to, fleet.rig());

    assertThat(Outlook.fromNodeOf(from, fleet.rig()).opened(doors)).as("connections").isEmpty();
    assertThat(inside.opened(doors)).as("from inside").isEqualTo(inside.told(doors));
  }

  private static List<Door> doors(Member member) {
    return Stream.concat(Stream.of(Door.ofApiServer(member)), pods(member).stream()).toList();
  }

  private static List<Door> pods(Member member) {
    return Stream.concat(
            Door.ofAgent(member).stream(), Door.ofNatsCluster(member, NAMESPACE, CLUSTER).stream())
        .toList();
  }
}
