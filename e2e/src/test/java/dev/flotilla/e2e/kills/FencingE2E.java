// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.AgentPod;
import dev.flotilla.e2e.fleet.ApiAuditLog;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two agents of one member. The leader is paused between its decision and the write, until the
 * other one leads and has written; its own write must have no effect then.
 */
@Tag("soak")
@ExtendWith(SharedFleet.class)
class FencingE2E {

  private static final String NAMESPACE = "fenced";
  private static final String AGENT = "system:serviceaccount:flotilla-fenced:flotilla-agent";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Member member;

  @BeforeAll
  static void twoAgents(TestFleet fleet) {
    member = fleet.enrolGuest(NAMESPACE, "replicas=2");
  }

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet.dismiss(member);
  }

  @Test
  void aPausedLeaderOverwritesNothing(TestFleet fleet, @TempDir Path folder) {
    var cluster = fleet.rig().up("east", 1);
    var manifest = NatsClusterManifest.of("orders", NAMESPACE).with("replicas", "1");
    new Deployment(fleet.cli(), "fenced", manifest).run();
    var servers = new Servers(member, NAMESPACE, "orders");
    int first = generation(servers);
    var changed = manifest.with("resources", "{limits: {memory: 300Mi}}");
    var paused = AgentPod.leader(member);

    try (var gate = WriteGate.close(member, cluster.host(), AGENT, folder)) {
      var operation = new Deployment(fleet.cli(), "fenced", changed).begin();
      var late = nextToTheSet(gate);
      paused.pause();
      nextToTheSet(gate).let();
      await("the other one has written")
          .pollInterval(Duration.ofMillis(50))
          .until(() -> generation(servers) > first);

      late.let();
      // Before its liveness is probed for the third time.
      paused.resume();

      assertThat(letAllUntilTheEnd(gate, fleet, operation)).isEqualTo("Succeeded");
      assertThat(refused(cluster.audit()))
          .as("a write that was decided before another agent wrote")
          .anyMatch(call -> call.at().isBefore(late.arrived()));
    }
    int second = generation(servers);
    new Deployment(fleet.cli(), "fenced", manifest).run();
    assertThat(second - first)
        .as("writes of a roll, as without a pause")
        .isEqualTo(generation(servers) - second);
    assertThat(AgentPod.leader(member).name()).isNotEqualTo(paused.name());
  }

  private static int generation(Servers servers) {
    return servers.statefulSet().at("/metadata/generation").asInt();
  }

  /** The next write to the StatefulSet; all writes before it are let through. */
  private static HeldWrite nextToTheSet(WriteGate gate) {
    while (true) {
      var write = gate.next(PATIENCE).orElseThrow();
      if (write.resource().equals("statefulsets")) {
        return write;
      }
      write.let();
    }
  }

  private static String letAllUntilTheEnd(WriteGate gate, TestFleet fleet, String operation) {
    while (!Deployment.hasEnded(fleet.cli(), operation)) {
      gate.next(Duration.ofSeconds(1)).ifPresent(HeldWrite::let);
    }
    return Deployment.find(fleet.cli(), operation).path("state").asText();
  }

  private static List<ApiAuditLog.Call> refused(ApiAuditLog audit) {
    return audit.writes(AGENT).stream()
        .filter(call -> call.resource().equals("statefulsets"))
        .filter(call -> call.code() == HttpURLConnection.HTTP_CONFLICT)
        .toList();
  }
}
