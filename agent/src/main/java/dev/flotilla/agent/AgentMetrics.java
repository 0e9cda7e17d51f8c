// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.link.LinkState;
import dev.flotilla.agent.natscluster.NatsClusterListener;
import dev.flotilla.nats.cluster.NatsClusterStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Figures of the agent itself, at {@code /q/metrics}. */
@ApplicationScoped
class AgentMetrics implements NatsClusterListener {
  private final MeterRegistry registry;
  private final Reconciliation reconciliation;
  private final LinkState link;
  private final Map<String, Boolean> ready = new ConcurrentHashMap<>();

  AgentMetrics(MeterRegistry registry, Reconciliation reconciliation, LinkState link) {
    this.registry = registry;
    this.reconciliation = reconciliation;
    this.link = link;
  }

  void register(@Observes StartupEvent event) {
    gauge("flotilla.agent.leading", "1 while this agent holds the Lease", () -> reconciliation.leading() ? 1 : 0);
    gauge("flotilla.agent.hub.connected", "1 while linked to the hub", () -> link.connected() ? 1 : 0);
    gauge("flotilla.agent.hub.index.revision", "Revision of the inbox's index", link::indexRevision);
    gauge("flotilla.agent.natsclusters", "NatsClusters seen", ready::size);
    gauge(
        "flotilla.agent.natsclusters.ready",
        "NatsClusters verified healthy",
        () -> ready.values().stream().filter(Boolean::booleanValue).count());
  }

  @Override
  public void seen(Live resource, NatsClusterStatus status) {
    boolean isReady =
        Optional.ofNullable(status.conditions()).orElseGet(List::of).stream()
            .anyMatch(
                condition ->
                    condition.type().equals("Ready") && condition.status().equals("True"));
    ready.put(resource.namespace() + "/" + resource.name(), isReady);
  }

  @Override
  public void gone(String namespace, String name) {
    ready.remove(namespace + "/" + name);
  }

  private void gauge(String name, String description, java.util.function.Supplier<Number> value) {
    Gauge.builder(name, value).description(description).strongReference(true).register(registry);
  }
}
