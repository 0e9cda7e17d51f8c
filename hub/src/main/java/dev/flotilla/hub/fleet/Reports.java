// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.report.ResourceReport;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What agents last reported about their resources. */
@StoreScoped
public final class Reports {
  private static final String REPORT = "reported.";

  private final Registry registry;

  private record Stored(long sequence, ResourceReport report) {}

  /** Reports in this registry. */
  public Reports(Registry registry) {
    this.registry = registry;
  }

  /**
   * Keeps a report unless a later one is there; reports may arrive twice and out of order. Their
   * place in the stream decides what is later: an agent's clock may be turned back.
   *
   * @param sequence of the report in the stream of events
   */
  public void fold(AgentId agent, ResourceReport report, long sequence) {
    String key = key(agent, report.resource());
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
   * Marks as deleted what an inventory does not name, unless a later report is there: it was
   * deleted while its agent did not run, and no other message will report that.
   *
   * @param at when it was found gone, by the agent's clock
   * @param sequence of the inventory in the stream of events
   */
  public void fold(AgentId agent, AgentEvent.Inventory inventory, Instant at, long sequence) {
    for (Registry.Versioned<Stored> known : registry.list(REPORT + agent + ".", Stored.class)) {
      ResourceReport report = known.value().report();
      if (!report.deleted()
          && known.value().sequence() < sequence
          && inventory.lacks(report.resource())) {
        registry.put(key(agent, report.resource()), new Stored(sequence, report.gone(at)));
      }
    }
  }

  /** The last report on one resource. */
  public Optional<ResourceReport> find(AgentId agent, ResourceKey resource) {
    return registry.get(key(agent, resource), Stored.class).map(stored -> stored.value().report());
  }

  /** The last reports of an agent on resources of one kind. */
  public List<ResourceReport> of(AgentId agent, ResourceKind kind) {
    return registry.list(REPORT + agent + "." + kind.token() + ".", Stored.class).stream()
        .map(stored -> stored.value().report())
        .toList();
  }

  private static String key(AgentId agent, ResourceKey resource) {
    return REPORT
        + String.join(".", agent.value(), resource.kind(), resource.namespace(), resource.name());
  }
}
