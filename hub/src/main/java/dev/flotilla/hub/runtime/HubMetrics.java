// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import static java.lang.Double.NaN;

import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.enrolment.AgentState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Metrics of the fleet for Prometheus. */
@Singleton
final class HubMetrics {
  private final HubRuntime runtime;
  private final MeterRegistry registry;
  private final Provider<Fleet> fleets;

  HubMetrics(HubRuntime runtime, MeterRegistry registry, Provider<Fleet> fleets) {
    this.runtime = runtime;
    this.registry = registry;
    this.fleets = fleets;
  }

  /** What is counted while the store is open. */
  @StoreScoped
  record Fleet(Agents agents, Presence presence, OperationLog operations) {
    long inState(AgentState state) {
      return agents.all().stream().filter(agent -> agent.state() == state).count();
    }

    long online() {
      return agents.all().stream().map(AgentRecord::id).filter(presence::online).count();
    }

    int openOperations() {
      return operations.all().stream().mapToInt(ledger -> ledger.open().size()).sum();
    }
  }

  void register(@Observes StartupEvent event) {
    serverCertificate();
    for (AgentState state : AgentState.values()) {
      gauge(
          "flotilla_hub_agents_" + state.token(),
          "Agents in this state",
          fleet -> fleet.inState(state));
    }
    gauge("flotilla_hub_agents_online", "Agents that are online", Fleet::online);
    gauge("flotilla_hub_operations_open", "Operations that have not ended", Fleet::openOperations);
  }

  private void serverCertificate() {
    Gauge.builder(
            "flotilla_hub_nats_certificate_seconds",
            runtime,
            source ->
                source.serverCertificateLeft().map(left -> (double) left.toSeconds()).orElse(NaN))
        .description("Remaining lifetime of the nats-server's certificate")
        .register(registry);
  }

  private void gauge(String name, String description, ToDoubleFunction<Fleet> value) {
    Gauge.builder(name, fleets, source -> measured(source, value))
        .description(description)
        .register(registry);
  }

  private static double measured(Provider<Fleet> fleets, ToDoubleFunction<Fleet> value) {
    try {
      return value.applyAsDouble(fleets.get());
    } catch (StoreUnavailable notYet) {
      return NaN;
    }
  }
}
