// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Command;
import dev.flotilla.e2e.process.Daemon;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * {@code KUBECONFIG=… ./dev demo} by a user who is not root, on an existing cluster that others
 * use: what was there stays as it was, and what was added is removed. It runs before other hubs by
 * Helm, which leave their namespace behind.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(SharedFleet.RELEASES_OF_WEST)
@ExtendWith(SharedFleet.class)
class OwnClusterE2E {

  private static final Set<String> NAMESPACES =
      Set.of("flotilla-hub", "flotilla-east", "flotilla-west", "nats-east", "nats-west");
  private static final String REGISTRY = "localhost:1338/flotilla";
  private static final String USER = "user";
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  @Test
  @Tag("e2e")
  void runsTheDemoAndRemovesIt(TestFleet fleet, @TempDir Path folder) throws IOException {
    playAndTakeAway(fleet, folder, List.of(fleet.west()));
  }

  /**
   * It is on the node, with which containerd speaks plain HTTP there, as does the client that
   * pushes.
   */
  @Test
  @Tag("soak")
  void imagesGoInByARegistry(TestFleet fleet, @TempDir Path folder) throws IOException {
    var west = fleet.west();
    var program = Command.of(west.environment().programs().resolve("registry"));
    var log = folder.resolve("registry.log");
    try (var user = OrdinaryUser.settle(west.environment(), folder);
        var registry = Daemon.start(fleet.rig().onNode(west.name(), program), log)) {
      var kubeconfig = fleet.rig().user(west.name(), "user").toString();

      var up =
          fleet
              .rig()
              .onNode(west.name(), user.dev(kubeconfig, "up", "--registry", REGISTRY))
              .patience(PATIENCE)
              .run(System.err::println);

      assertThat(up.exitCode()).as(up.output() + up.error()).isZero();
      assertThat(registry.log())
          .contains("PUT /v2/flotilla/agent/manifests/dev")
          .containsPattern("(HEAD|GET) /v2/flotilla/agent/manifests/dev");
      assertThat(images(west, "flotilla-east")).containsOnly(REGISTRY + "/agent:dev");
      assertThat(user.dev(kubeconfig, "down").run().exitCode()).isZero();
      awaitGone(List.of(west));
    }
  }

  /** The hub is in the first; the other one reaches it by ports of its node. */
  @Test
  @Tag("soak")
  void eachOfSeveralContextsIsAMember(TestFleet fleet, @TempDir Path folder) throws IOException {
    fleet.rig().openPath("east", "west");
    try {
      playAndTakeAway(fleet, folder, List.of(fleet.east(), fleet.west()));
    } finally {
      fleet.rig().closePath("east", "west");
    }
  }

  private static void playAndTakeAway(TestFleet fleet, Path folder, List<Member> clusters)
      throws IOException {
    var rig = fleet.rig();
    var last = clusters.getLast();
    assertThat(namespaces(clusters)).doesNotContainAnyElementsOf(NAMESPACES);
    var theirs = clusters.stream().map(OwnClusterE2E::natsClusterOfSomebody).toList();
    try (var user = OrdinaryUser.settle(last.environment(), folder)) {
      var kubeconfig =
          clusters.stream()
              .map(cluster -> rig.user(cluster.name(), "user").toString())
              .collect(Collectors.joining(":"));
      var handover =
          user.handOver(
              archive -> clusters.forEach(cluster -> rig.load(cluster.name(), List.of(archive))));
      assertNobodysNamespaceIsTaken(last, user.dev(kubeconfig, "demo", "--load", handover));

      var demo =
          user.dev(kubeconfig, "demo", "--load", handover)
              .patience(PATIENCE)
              .run(System.err::println);

      assertThat(demo.exitCode()).as(demo.output() + demo.error()).isZero();
      assertThat(demo.output())
          .containsPattern(
              "(?s)(published=10000 acknowledged=10000 stored=10000 read=10000 uncaptured=0 replicas=3.*){2}");
      assertThat(namespaces(clusters)).containsAll(NAMESPACES);
      assertThat(user.dev(kubeconfig, "down").run().exitCode()).isZero();
      awaitGone(clusters);
      assertThat(clusters.stream().map(OwnClusterE2E::theirs).toList()).isEqualTo(theirs);
      assertThat(namespaces(clusters)).contains("flotilla", "nats", USER);
    }
  }

  private static void awaitGone(List<Member> clusters) {
    await("its namespaces are gone")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(namespaces(clusters)).doesNotContainAnyElementsOf(NAMESPACES));
  }

  /** As they are requested: a node lists an image by the first name under which it was loaded. */
  private static List<String> images(Member cluster, String namespace) {
    return cluster
        .get("pods", "-n", namespace)
        .path("items")
        .valueStream()
        .flatMap(pod -> pod.path("spec").findValuesAsText("image").stream())
        .toList();
  }

  /** An existing namespace is not filled, and so not deleted in the end. */
  private static void assertNobodysNamespaceIsTaken(Member member, Command demo) {
    member.kubectl("create", "namespace", "nats-west").run().orThrow();
    var refused = demo.run();
    assertThat(refused.succeeded()).isFalse();
    assertThat(refused.error()).contains("namespace nats-west already exists in context");
    assertThat(namespaces(List.of(member))).contains("nats-west").doesNotContain("flotilla-hub");
    member.kubectl("delete", "namespace", "nats-west").run().orThrow();
  }

  /** No agent serves it: it must stay. */
  private static String natsClusterOfSomebody(Member cluster) {
    cluster.namespace(USER);
    cluster.apply(NatsClusterManifest.of("theirs", USER).yaml());
    return theirs(cluster);
  }

  private static String theirs(Member cluster) {
    return cluster.get("natscluster", "theirs", "-n", USER).at("/metadata/uid").asText();
  }

  private static List<String> namespaces(List<Member> clusters) {
    return clusters.stream()
        .flatMap(cluster -> cluster.get("namespaces").findValuesAsText("name").stream())
        .toList();
  }
}
