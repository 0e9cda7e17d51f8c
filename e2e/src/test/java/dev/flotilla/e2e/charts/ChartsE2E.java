// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Environment;
import dev.flotilla.e2e.fleet.Fleet;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The charts with real Helm, upgraded and uninstalled under live resources. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = SharedFleet.LINK_OF_WEST, mode = ResourceAccessMode.READ)
@ResourceLock(SharedFleet.RELEASES_OF_WEST)
@ExtendWith(SharedFleet.class)
class ChartsE2E {

  private static final String NAMESPACE = "upgrade";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Of the Prometheus operator, whose CRDs are not in this cluster. */
  private static final String FOREIGN_KIND = "kind: PodMonitor";

  @Test
  void upgradesTheAgentAndKeepsItsNatsClusters(TestFleet fleet) {
    var east = fleet.east();
    new Deployment(fleet.cli(), "east", NatsClusterManifest.of("orders", NAMESPACE)).run();
    var servers = new Servers(east, NAMESPACE, "orders");
    var pods = servers.podUids();

    fleet.fleet().installDefinitions(east);
    fleet
        .fleet()
        .installAgent(
            east, SharedFleet.EAST, Optional.of(Fleet.JOIN_SECRET), "podAnnotations.upgraded=yes");
    east.awaitRollout(east.namespace(), "deployment/flotilla-agent", PATIENCE);

    assertThat(agentAnnotation(east)).isEqualTo("yes");
    servers.awaitReady();
    assertThat(servers.podUids()).as("an upgraded agent restarts no server").isEqualTo(pods);
  }

  @Test
  void keepsDefinitionsAndNatsClustersWhenTheirChartIsUninstalled(TestFleet fleet) {
    var west = fleet.west();
    new Deployment(
            fleet.cli(), "west", NatsClusterManifest.of("kept", "nats").with("replicas", "1"))
        .run();
    fleet.fleet().installDefinitions(west);
    var before = natsClusters(west);
    assertThat(before).isNotEmpty();

    west.helm("uninstall", "flotilla-crds", "-n", "default").run().orThrow();

    try {
      assertThat(west.get("crd", "natsclusters.flotilla.dev").isMissingNode()).isFalse();
      assertThat(west.get("crd", "natsoperations.flotilla.dev").isMissingNode()).isFalse();
      assertThat(natsClusters(west)).isEqualTo(before);
    } finally {
      fleet.fleet().installDefinitions(west);
    }
  }

  /** The golden files are what the charts render, as {@code charts/check} verifies. */
  @Test
  void areStrictlyValidToAnApiServer(TestFleet fleet) throws IOException {
    var west = fleet.west();
    west.namespace("nats-test");
    for (Path file : rendered(fleet.fleet().environment())) {
      var known =
          Stream.of(Files.readString(file).split("(?m)^---$", -1))
              .filter(document -> !document.contains(FOREIGN_KIND))
              .collect(Collectors.joining("---"));

      var verdict =
          west.kubectl("apply", "--server-side", "--dry-run=server", "--validate=strict", "-f", "-")
              .with("--field-manager=golden", "--force-conflicts")
              .input(known)
              .run();

      assertThat(verdict.exitCode()).as(file + ": " + verdict.error()).isZero();
    }
  }

  private static List<Path> rendered(Environment environment) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String chart : List.of("flotilla-agent", "flotilla-hub")) {
      try (var found = Files.list(environment.chart(chart).resolve("ci"))) {
        found.filter(file -> file.toString().endsWith("-rendered.yaml")).forEach(files::add);
      }
    }
    assertThat(files).isNotEmpty();
    return files;
  }

  /** The uid of every NatsCluster of the member that is not terminating. */
  private static List<String> natsClusters(Member member) {
    List<String> uids = new ArrayList<>();
    for (JsonNode cluster : member.get("natsclusters", "-n", "nats").path("items")) {
      if (!cluster.at("/metadata").has("deletionTimestamp")) {
        uids.add(cluster.at("/metadata/uid").asText());
      }
    }
    return uids;
  }

  private static String agentAnnotation(Member member) {
    var pods =
        member
            .get("pods", "-n", member.namespace(), "-l", "app.kubernetes.io/name=flotilla-agent")
            .path("items");
    List<String> found = new ArrayList<>();
    for (JsonNode pod : pods) {
      if (!pod.at("/metadata").has("deletionTimestamp")) {
        found.add(pod.at("/metadata/annotations/upgraded").asText());
      }
    }
    return String.join(",", found);
  }
}
