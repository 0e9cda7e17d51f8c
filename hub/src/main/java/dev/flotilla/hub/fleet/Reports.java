// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.hub.store.Registry;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.event.NatsClusterReport;
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
