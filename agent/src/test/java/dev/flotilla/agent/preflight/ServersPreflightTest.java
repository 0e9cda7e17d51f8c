// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.upgrade.AssetConfiguration;
import dev.flotilla.nats.upgrade.ServerStore;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServersPreflightTest {
  private static final Set<String> OWN = Set.of("orders-0", "orders-1", "orders-2");
  private static final String UNKNOWN = "Server name unknown at this time (peerID: S1Nunr6R)";

  @Test
  void membersOfTheMetaGroupThatNoServerIsAreNamedWithTheMajority() {
    Problem ghost =
        GhostPeers.judge(List.of(store("orders-0", "orders-1", "orders-2", "orders-3")), OWN, false)
            .orElseThrow();

    assertThat(ghost.code()).isEqualTo("GHOST_PEERS");
    assertThat(ghost.message())
        .isEqualTo(
            "the meta group has a member that no server is: orders-3; 3 of its 4 members are a"
                + " majority, and 2 of this cluster are left while a server restarts");
    assertThat(GhostPeers.judge(List.of(store("orders-0", UNKNOWN)), OWN, false)).isPresent();
    assertThat(GhostPeers.judge(List.of(store("orders-0", "orders-1")), OWN, false)).isEmpty();
  }

  @Test
  void serversOfJoinedClustersAreNoGhosts() {
    assertThat(GhostPeers.judge(List.of(store("orders-0", "west-0")), OWN, true)).isEmpty();
    assertThat(GhostPeers.judge(List.of(store("orders-0", UNKNOWN)), OWN, true)).isPresent();
  }

  @Test
  void streamsInTheMemoryOfOneServerAreRefused() {
    AssetConfiguration lost = stream("CACHE", "{'num_replicas': 1, 'storage': 'memory'}");
    Problem problem =
        MemoryStreams.judge(
                List.of(
                    lost,
                    stream("COPIED", "{'num_replicas': 3, 'storage': 'memory'}"),
                    stream("LOGS", "{'num_replicas': 1, 'storage': 'file'}")))
            .orElseThrow();

    assertThat(problem.code()).isEqualTo("MEMORY_STREAMS");
    assertThat(problem.message()).endsWith("when that server restarts: APP/CACHE");
    assertThat(MemoryStreams.judge(Collections.nCopies(7, lost)).orElseThrow().message())
        .endsWith("APP/CACHE and 2 more");
  }

  @Test
  void aRefusalIsWaivedByNameAndAWarningWhereTheVersionStays() {
    Problem lost = new Problem(MemoryStreams.CODE, "lost", "");
    Problem ghost = new Problem(Code.GHOST_PEERS, "ghost", "");
    Problem full = new Problem(Code.DISK_HEADROOM, "full", "");
    var found =
        ServersPreflight.Findings.of(
            List.of(lost, ghost), List.of(full), List.of(MemoryStreams.CODE));

    assertThat(found)
        .isEqualTo(
            new ServersPreflight.Findings(
                List.of(ghost), List.of(full), List.of(MemoryStreams.CODE)));
    assertThat(found.asWarnings())
        .isEqualTo(
            new ServersPreflight.Findings(
                List.of(), List.of(ghost, full), List.of(MemoryStreams.CODE)));
  }

  @Test
  void serversAreNearlyFullFromFourFifths() {
    assertThat(DiskHeadroom.judge(List.of(used(79), used(80))))
        .extracting(Problem::message)
        .containsExactly("orders-0 stores 80 B of at most 100 B (80 %)");
    assertThat(DiskHeadroom.judge(List.of(new ServerStore("orders-0", 5, 0, Set.of())))).isEmpty();
  }

  @Test
  void toolsAndNackAreNamed() {
    Live set =
        object(
            Kind.STATEFUL_SET,
            Tree.object(
                "name",
                "orders",
                "managedFields",
                List.of(
                    Map.of("manager", "flotilla-agent"),
                    Map.of("manager", "argocd-controller"),
                    Map.of("manager", "helm-controller"))));
    Live nack =
        new Live(
            Kind.DEPLOYMENT,
            Tree.object(
                "metadata",
                Tree.object("name", "nack"),
                "spec",
                Tree.object(
                    "replicas",
                    1,
                    "template",
                    Tree.object(
                        "spec",
                        Tree.object(
                            "containers",
                            List.of(Map.of("image", "natsio/jetstream-controller:0.19.0")))))));

    assertThat(ExternalWriters.judge(List.of(set), List.of(nack)))
        .extracting(Problem::message)
        .containsExactly(
            "Argo CD writes StatefulSet orders as well, and may set it back",
            "Flux writes StatefulSet orders as well, and may set it back",
            "NACK (Deployment nack) creates and updates streams while servers restart");
    assertThat(
            ExternalWriters.judge(
                List.of(
                    object(
                        Kind.NATS_CLUSTER,
                        Tree.object(
                            "name",
                            "orders",
                            "annotations",
                            Map.of("meta.helm.sh/release-name", "x")))),
                List.of()))
        .extracting(Problem::message)
        .containsExactly("Helm writes NatsCluster orders as well, and may set it back");
  }

  private static Live object(Kind kind, Map<String, Object> metadata) {
    return new Live(kind, Tree.object("metadata", metadata));
  }

  private static ServerStore store(String server, String... peers) {
    return new ServerStore(server, 0, 0, Set.of(peers));
  }

  private static ServerStore used(long bytes) {
    return new ServerStore("orders-0", bytes, 100, Set.of());
  }

  private static AssetConfiguration stream(String name, String configuration) {
    return new AssetConfiguration(
        "APP",
        name,
        "",
        0,
        Json.read(
            configuration.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class));
  }
}
