// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.probes;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.link.LinkState;
import dev.flotilla.agent.natscluster.NatsClusterListener;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Metrics of the agent in the text format of Prometheus (exposition format 0.0.4). */
@ApplicationScoped
class AgentMetrics implements NatsClusterListener {
  private final Vitals vitals;
  private final LinkState link;
  private final Map<String, Boolean> ready = new ConcurrentHashMap<>();

  AgentMetrics(Vitals vitals, LinkState link) {
    this.vitals = vitals;
    this.link = link;
  }

  private record Figure(String name, String help, double value) {
    String text() {
      return "# HELP %1$s %2$s\n# TYPE %1$s gauge\n%1$s %3$s\n".formatted(name, help, value);
    }
  }

  /** All metrics now. */
  String text() {
    Runtime runtime = Runtime.getRuntime();
    long readyNow = ready.values().stream().filter(Boolean::booleanValue).count();
    return Stream.of(
            new Figure(
                "flotilla_agent_leading",
                "1 while this agent holds the Lease",
                one(vitals.isLeading())),
            new Figure(
                "flotilla_agent_hub_connected",
                "1 while connected to the hub",
                one(link.connected())),
            new Figure(
                "flotilla_agent_hub_index_revision",
                "Revision of the inbox index that the agent has read",
                link.indexRevision()),
            new Figure(
                "flotilla_agent_natsclusters", "NatsClusters managed by this agent", ready.size()),
            new Figure(
                "flotilla_agent_natsclusters_ready", "NatsClusters verified healthy", readyNow),
            new Figure(
                "jvm_memory_used_bytes",
                "Heap in use, in bytes",
                runtime.totalMemory() - runtime.freeMemory()),
            new Figure("jvm_memory_max_bytes", "Maximum heap size, in bytes", runtime.maxMemory()))
        .map(Figure::text)
        .collect(Collectors.joining());
  }

  @Override
  public void seen(Live resource, NatsClusterStatus status) {
    boolean isReady =
        Optional.ofNullable(status.conditions()).orElseGet(List::of).stream()
            .anyMatch(
                condition -> condition.type().equals("Ready") && condition.status().equals("True"));
    ready.put(resource.namespace() + "/" + resource.name(), isReady);
  }

  @Override
  public void gone(String namespace, String name) {
    ready.remove(namespace + "/" + name);
  }

  private static double one(boolean condition) {
    return condition ? 1 : 0;
  }
}
