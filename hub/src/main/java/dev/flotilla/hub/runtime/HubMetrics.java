// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import static java.lang.Double.NaN;

import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.enrolment.AgentState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.ToDoubleFunction;

/** Figures of the fleet for Prometheus. */
@ApplicationScoped
public class HubMetrics {
  private final HubRuntime runtime;
  private final MeterRegistry registry;

  /** Made by the container. */
  public HubMetrics(HubRuntime runtime, MeterRegistry registry) {
    this.runtime = runtime;
    this.registry = registry;
  }

  void register(@Observes StartupEvent event) {
    serverCertificate();
    for (AgentState state : AgentState.values()) {
      gauge(
          "flotilla_hub_agents_" + state.token(),
          "Agents in this state",
          hub ->
              hub.fleet().agents().all().stream().filter(agent -> agent.state() == state).count());
    }
    gauge(
        "flotilla_hub_agents_online",
        "Agents that are online",
        hub ->
            hub.fleet().agents().all().stream()
                .map(AgentRecord::id)
                .filter(hub.fleet().presence()::online)
                .count());
    gauge(
        "flotilla_hub_operations_open",
        "Operations that have not ended",
        hub -> hub.work().log().all().stream().mapToInt(ledger -> ledger.open().size()).sum());
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

  private void gauge(String name, String description, ToDoubleFunction<HubParts> value) {
    Gauge.builder(name, runtime, source -> measured(source, value))
        .description(description)
        .register(registry);
  }

  private static double measured(HubRuntime runtime, ToDoubleFunction<HubParts> value) {
    try {
      return value.applyAsDouble(runtime.parts());
    } catch (StoreUnavailable notYet) {
      return NaN;
    }
  }
}
