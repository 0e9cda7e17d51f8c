// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flotilla.e2e.process.Command;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One member-to-be: a cluster, and the namespace in which its agent lives.
 *
 * @param name of the member
 * @param kubeconfig that reaches the cluster
 * @param context in it; empty for the current one
 * @param namespace of the agent
 * @param environment of this run
 */
public record Member(
    String name,
    Path kubeconfig,
    Optional<String> context,
    String namespace,
    Environment environment) {

  private static final String AGENT_NAMESPACE = "flotilla";
  private static final String MADE_BY = "flotilla.dev/made-by";

  static Member parse(String text, Environment environment) {
    int equals = text.indexOf('=');
    var parts = text.substring(equals + 1).split("#", -1);
    return new Member(
        text.substring(0, equals),
        Path.of(parts[0]),
        parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(),
        parts.length > 2 ? parts[2] : AGENT_NAMESPACE,
        environment);
  }

  /** A member on a cluster of the rig, reached as its administrator. */
  public static Member ofRig(String name, Path kubeconfig, Environment environment) {
    return new Member(name, kubeconfig, Optional.empty(), AGENT_NAMESPACE, environment);
  }

  public Member withNamespace(String other) {
    return new Member(name, kubeconfig, context, other, environment);
  }

  public Command kubectl(String... arguments) {
    var command =
        Command.of(
            environment.programs().resolve("kubectl"), "--kubeconfig", kubeconfig.toString());
    return context.map(it -> command.with("--context", it)).orElse(command).with(arguments);
  }

  public Command helm(String... arguments) {
    var command =
        Command.of(environment.programs().resolve("helm"), "--kubeconfig", kubeconfig.toString());
    return context.map(it -> command.with("--kube-context", it)).orElse(command).with(arguments);
  }

  /** Applies manifests. */
  public void apply(String yaml) {
    kubectl("apply", "-f", "-").input(yaml).run().orThrow();
  }

  /**
   * Makes a namespace, under the restricted Pod Security level, if it is not there. On a cluster
   * that somebody else runs it carries a mark, by which {@link #ownNamespaces} knows it again.
   */
  public void namespace(String wanted) {
    var mark = environment.ownClusters() ? MADE_BY + ": dev" : "";
    apply(
        """
        apiVersion: v1
        kind: Namespace
        metadata:
          name: %s
          labels:
            pod-security.kubernetes.io/enforce: restricted
            %s
        """
            .formatted(wanted, mark));
  }

  /** Names of the namespaces in its cluster that {@code ./dev up} made and nobody deleted yet. */
  public List<String> ownNamespaces() {
    return get("namespaces", "-l", MADE_BY + "=dev")
        .path("items")
        .valueStream()
        .filter(namespace -> namespace.at("/status/phase").asText().equals("Active"))
        .map(namespace -> namespace.at("/metadata/name").asText())
        .toList();
  }

  /** Takes the NatsClusters out of a namespace: servers that nobody needs any more cost much. */
  public void deleteNatsClusters(String from) {
    kubectl("delete", "natsclusters", "--all", "-n", from, "--wait=false").run().orThrow();
  }

  /** Reads objects as JSON; a missing one is a missing node. */
  public JsonNode get(String... arguments) {
    var result = kubectl("get").with(arguments).with("-o", "json", "--ignore-not-found").run();
    var output = result.orThrow();
    return output.isBlank()
        ? MissingNode.getInstance()
        : Json.read(output.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }

  /** Waits until a Deployment's pods are all ready. */
  public void awaitRollout(String namespace, String workload, Duration patience) {
    kubectl(
            "rollout",
            "status",
            workload,
            "-n",
            namespace,
            "--timeout=" + patience.toSeconds() + "s")
        .patience(patience.plusSeconds(10))
        .run()
        .orThrow();
  }

  /** Address of its first node, as the other nodes and whoever has a path to them reach it. */
  public String nodeAddress() {
    for (JsonNode address : get("nodes").path("items").path(0).at("/status/addresses")) {
      if (address.path("type").asText().equals("InternalIP")) {
        return address.path("address").asText();
      }
    }
    throw new IllegalStateException("the node of " + name() + " has no address");
  }
}
