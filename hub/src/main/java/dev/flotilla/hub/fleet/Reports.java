// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.hub.store.Registry;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.NatsClusterReport;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What agents last reported about their NatsClusters. */
public final class Reports {
  private static final String REPORT = "reported.";

  private final Registry registry;

  private record Stored(long sequence, NatsClusterReport report) {}

  /** Reports in this registry. */
  public Reports(Registry registry) {
    this.registry = registry;
  }

  /**
   * Keeps a report unless a later one is there; reports may arrive twice and out of order. What is
   * later is said by their place in the stream: an agent's clock may be turned back.
   *
   * @param sequence of the report in the stream of events
   * @throws IllegalArgumentException when namespace or name is not a DNS label
   */
  public void fold(AgentId agent, NatsClusterReport report, long sequence) {
    // The constructor refuses what cannot be a name.
    ResourceKey target =
        new ResourceKey(ResourceKey.NATS_CLUSTER, report.namespace(), report.name());
    String key = key(agent, target.namespace(), target.name());
    boolean newer =
        registry
            .get(key, Stored.class)
            .map(known -> sequence > known.value().sequence())
            .orElse(true);
    if (newer) {
      registry.put(key, new Stored(sequence, report));
    }
  }

  /**
   * Takes for gone what an inventory does not name, unless a later report is there: it was deleted
   * while its agent did not run, and nobody else will ever say so.
   *
   * @param at when it was found gone, by the agent's clock
   * @param sequence of the inventory in the stream of events
   */
  public void fold(AgentId agent, AgentEvent.Inventory inventory, Instant at, long sequence) {
    for (Registry.Versioned<Stored> known : registry.list(REPORT + agent + ".", Stored.class)) {
      NatsClusterReport report = known.value().report();
      if (!report.deleted()
          && known.value().sequence() < sequence
          && inventory.lacks(report.namespace(), report.name())) {
        registry.put(
            key(agent, report.namespace(), report.name()), new Stored(sequence, report.gone(at)));
      }
    }
  }

  /** The last report on one NatsCluster. */
  public Optional<NatsClusterReport> find(AgentId agent, ResourceKey target) {
    return registry
        .get(key(agent, target.namespace(), target.name()), Stored.class)
        .map(stored -> stored.value().report());
  }

  /** The last reports of an agent. */
  public List<NatsClusterReport> of(AgentId agent) {
    return registry.list(REPORT + agent + ".", Stored.class).stream()
        .map(stored -> stored.value().report())
        .toList();
  }

  private static String key(AgentId agent, String namespace, String name) {
    return REPORT + agent + "." + namespace + "." + name;
  }
}
