// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.server.ExporterSidecar;
import dev.flotilla.agent.render.server.PodTemplate;
import dev.flotilla.agent.render.service.Port;
import dev.flotilla.nats.cluster.exposure.NetworkPolicy;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The NetworkPolicy of the servers: routes among themselves, clients and metrics for the peers that
 * the spec names. There is no rule for the kubelet: Kubernetes always lets a node reach its own
 * pods.
 */
final class ServerPolicy {
  private static final String COMPONENT = "network-policy";

  /** Ports of metrics. */
  private static final Set<String> FIGURES = Set.of(Port.MONITOR.label(), ExporterSidecar.PORT);

  /** Ports that are not for clients. */
  private static final Set<String> INTERNAL =
      Set.of(
          Port.CLUSTER.label(),
          Port.MONITOR.label(),
          ExporterSidecar.PORT,
          Listener.GATEWAY.label());

  private ServerPolicy() {}

  static Manifest of(Blueprint blueprint, Surroundings surroundings) {
    return new Manifest(
        Kind.NETWORK_POLICY,
        new Addon(blueprint, COMPONENT).metadata(blueprint.name()),
        Tree.object(
            "spec",
            Tree.object(
                "podSelector",
                Tree.object("matchLabels", Labels.selector(blueprint.name())),
                "policyTypes",
                List.of("Ingress"),
                "ingress",
                ingress(blueprint, surroundings))));
  }

  private static List<Object> ingress(Blueprint blueprint, Surroundings surroundings) {
    NetworkPolicy policy = blueprint.spec().pods().networkPolicy();
    List<Object> rules = new ArrayList<>();
    // A rule without ports would allow all of them.
    if (blueprint.spec().servers().replicas() > 1) {
      rules.add(
          rule(
              List.of(pods(Tree.object("matchLabels", Labels.selector(blueprint.name())))),
              ports(blueprint, Port.CLUSTER.label()::equals)));
    }
    List<Object> clients = new ArrayList<>();
    clients.add(agent(surroundings));
    clients.add(pods(Tree.object("matchLabels", Tree.object(Labels.CLUSTER, blueprint.name()))));
    clients.addAll(policy.clients() == null ? List.of(pods(Map.of())) : plain(policy.clients()));
    rules.add(rule(clients, ports(blueprint, name -> !INTERNAL.contains(name))));
    gateway(blueprint).ifPresent(rules::add);
    List<?> monitoring = plain(policy.monitoring());
    // A rule from nobody would be one from everybody.
    if (!monitoring.isEmpty()) {
      rules.add(rule(monitoring, ports(blueprint, FIGURES::contains)));
    }
    return rules;
  }

  /**
   * Servers of other clusters come from other networks, so all may connect unless the spec
   * restricts them.
   */
  private static Optional<Map<String, Object>> gateway(Blueprint blueprint) {
    if (blueprint.spec().listeners().gateway() == null) {
      return Optional.empty();
    }
    List<Object> ports = ports(blueprint, Listener.GATEWAY.label()::equals);
    JsonNode from = blueprint.spec().pods().networkPolicy().gateways();
    if (from == null) {
      return Optional.of(Tree.object("ports", ports));
    }
    return from.isEmpty() ? Optional.empty() : Optional.of(rule(plain(from), ports));
  }

  private static Map<String, Object> rule(List<?> from, List<Object> ports) {
    return Tree.object("from", from, "ports", ports);
  }

  /** The agent, whatever namespace and release its chart was installed with. */
  private static Map<String, Object> agent(Surroundings surroundings) {
    return Tree.object(
        "namespaceSelector",
        Tree.object(
            "matchLabels",
            Tree.object("kubernetes.io/metadata.name", surroundings.agentNamespace())),
        "podSelector",
        Tree.object(
            "matchLabels",
            Tree.object(
                "app.kubernetes.io/part-of", "flotilla", "app.kubernetes.io/component", "agent")));
  }

  private static Map<String, Object> pods(Map<String, Object> selector) {
    return Tree.object("podSelector", selector);
  }

  private static List<Object> ports(Blueprint blueprint, Predicate<String> name) {
    return declared(blueprint)
        .filter(port -> name.test(Tree.text(port, "name")))
        .map(ServerPolicy::number)
        .toList();
  }

  /** Read from the pod, so that no listener is forgotten. */
  private static Stream<?> declared(Blueprint blueprint) {
    return Tree.list(PodTemplate.of(blueprint), "spec", "containers").stream()
        .flatMap(container -> Tree.list(container, "ports").stream());
  }

  private static Object number(Object port) {
    return Tree.object("port", Tree.at(port, "containerPort").orElseThrow(), "protocol", "TCP");
  }

  private static List<?> plain(@Nullable JsonNode peers) {
    return peers == null ? List.of() : Json.mapper().convertValue(peers, List.class);
  }
}
