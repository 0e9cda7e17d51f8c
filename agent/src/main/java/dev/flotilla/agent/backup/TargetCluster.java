// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.credentials.DataPlane;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.render.tls.TlsFiles;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The NatsCluster that is saved or restored into, as it runs: its document may have been refused
 * since.
 *
 * @param resource the NatsCluster
 * @param set the StatefulSet of its servers
 */
record TargetCluster(Live resource, Live set) {
  /** The account of applications, in every mode of authentication. */
  static final String APPLICATIONS = "APP";

  /**
   * URLs for a pod of the namespace: of all servers together, whose name every certificate carries,
   * and of each.
   */
  List<String> urls() {
    ChildNames names = new ChildNames(resource.name());
    String scheme = tls() ? "tls" : "nats";
    List<String> urls = new ArrayList<>();
    urls.add("%s://%s.%s.svc:4222".formatted(scheme, resource.name(), resource.namespace()));
    for (int ordinal = 0; ordinal < servers(); ordinal++) {
      urls.add("%s://%s.%s:4222".formatted(scheme, names.server(ordinal), names.headlessService()));
    }
    return urls;
  }

  /** How many servers it has. */
  int servers() {
    return Math.toIntExact(Tree.number(set.tree(), "spec", "replicas"));
  }

  /** Whether its servers speak TLS to clients. */
  boolean tls() {
    return TlsFiles.ofClients(set);
  }

  /** The Secret with the servers' certificate and CA. */
  String certificateSecret() {
    return TlsFiles.secret(set);
  }

  /** Whether clients must present a certificate. */
  boolean verifiesClients() {
    return Tree.flag(resource.tree(), "spec", "tls", "verifyClients");
  }

  /** Its keys are those of the running servers. */
  DataPlane dataPlane() {
    return DataPlane.asItIs(resource, set);
  }

  /** Accounts for applications, by name; the agent has a login to the first alone. */
  List<String> accounts() {
    Set<String> others = new TreeSet<>();
    if (dataPlane().authentication().mode().equals("accounts")) {
      Tree.list(resource.tree(), "spec", "authentication", "users")
          .forEach(user -> others.add(Tree.text(user, "account")));
      others.remove("");
      others.remove(APPLICATIONS);
    }
    return Stream.concat(Stream.of(APPLICATIONS), others.stream()).toList();
  }

  /** The spec as it is. */
  JsonNode document() {
    return Json.mapper().valueToTree(Tree.at(resource.tree(), "spec").orElseGet(Map::of));
  }

  /**
   * Why nothing may be restored now: servers of two versions do not read each other's archives, and
   * which one receives a restore is chosen anew each time.
   */
  Optional<Problem> rolling() {
    SetFacts servers = SetFacts.of(set);
    NatsClusterStatus status =
        Json.mapper()
            .convertValue(
                Tree.at(resource.tree(), "status").orElseGet(Map::of), NatsClusterStatus.class);
    boolean judged =
        Optional.ofNullable(status.observedGeneration())
            .filter(seen -> seen == Tree.number(resource.tree(), "metadata", "generation"))
            .isPresent();
    boolean progressing =
        Optional.ofNullable(status.conditions()).orElseGet(List::of).stream()
            .anyMatch(
                condition ->
                    condition.type().equals("Progressing") && condition.status().equals("True"));
    boolean mixed = !servers.currentRevision().equals(servers.updateRevision());
    return judged && !progressing && !mixed && status.version() != null
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.CLUSTER_ROLLING,
                "the servers of NatsCluster " + resource.name() + " are being changed",
                "It begins when all of them run one version, and no change is in progress."));
  }
}
