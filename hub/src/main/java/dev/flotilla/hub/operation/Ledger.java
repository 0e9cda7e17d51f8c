// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the operation log says about one agent: a pure fold, so that a hub that was
 * killed knows exactly what it knew.
 *
 * @param agent whose
 * @param revision of its index, one higher with each change of what should be in its inbox
 * @param desired what should be, by resource
 * @param operations all operations, oldest first
 * @param lastSequence log sequence of the last line; 0 before the first
 */
public record Ledger(
    AgentId agent,
    long revision,
    Map<ResourceKey, Desired> desired,
    Map<OperationId, Operation> operations,
    long lastSequence) {

  public Ledger {
    desired = Collections.unmodifiableMap(desired);
    operations = Collections.unmodifiableMap(operations);
  }

  /** An agent of which the log says nothing. */
  public static Ledger empty(AgentId agent) {
    return new Ledger(agent, 0, Map.of(), Map.of(), 0);
  }

  /** One operation. */
  public Optional<Operation> operation(OperationId id) {
    return Optional.ofNullable(operations.get(id));
  }

  /** What should be under a key; empty when nothing was ever asked. */
  public Optional<Desired> desired(ResourceKey key) {
    return Optional.ofNullable(desired.get(key));
  }

  /** The newest operation on a resource. */
  public Optional<Operation> lastOn(ResourceKey target) {
    return operations.values().stream()
        .filter(operation -> operation.request().target().equals(target))
        .reduce((_, later) -> later);
  }

  /**
   * The ledger after one more line; a line that changes nothing only moves {@code lastSequence}.
   */
  public Ledger next(OperationId id, LogEntry entry, long sequence) {
    return switch (entry) {
      case LogEntry.Requested(var request, var body) -> requested(request, body, sequence);
      case LogEntry.CancelRequested _ -> cancelRequested(id, sequence);
      case LogEntry.Happened(var event) -> happened(id, event, sequence);
    };
  }

  /** The ledger after a line that cannot be understood: it counts, or nothing could follow it. */
  Ledger skipping(long sequence) {
    return new Ledger(agent, revision, desired, operations, sequence);
  }

  private Ledger requested(OperationRequest request, String body, long sequence) {
    if (operations.containsKey(request.id())) {
      return new Ledger(agent, revision, desired, operations, sequence);
    }
    long next = revision + 1;
    Desired before =
        desired(request.target()).orElseGet(() -> new Desired(request.target(), 0, List.of()));
    Operation operation =
        new Operation(
            agent, request, next, new OperationState.Queued(request.requestedAt()), sequence);
    return new Ledger(
        agent,
        next,
        with(desired, request.target(), before.to(new Desired.Step(request.id(), body), next)),
        with(operations, request.id(), operation),
        sequence);
  }

  // Both documents change in one revision: the agent sees the wish to cancel together with the body
  // to return to.
  private Ledger cancelRequested(OperationId id, long sequence) {
    Operation operation = operations.get(id);
    if (operation == null || !operation.cancellable() || operation.request().cancel()) {
      return new Ledger(agent, revision, desired, operations, sequence);
    }
    long next = revision + 1;
    return new Ledger(
        agent,
        next,
        takenBack(operation, next),
        with(operations, id, operation.cancelled(next, sequence)),
        sequence);
  }

  private Ledger happened(OperationId id, OperationEvent event, long sequence) {
    Operation before = operations.get(id);
    if (before == null) {
      return new Ledger(agent, revision, desired, operations, sequence);
    }
    Operation after = before.after(event, sequence);
    boolean takesBack = !before.ended() && neverBegan(after.state());
    boolean shown = desired(before.request().target()).filter(wish -> wish.shows(id)).isPresent();
    long next = takesBack && shown ? revision + 1 : revision;
    return new Ledger(
        agent,
        next,
        takesBack ? takenBack(before, next) : desired,
        with(operations, id, after),
        sequence);
  }

  // What an agent refused, or never saw in time, must not come true later when nobody expects it
  // any more.
  private static boolean neverBegan(OperationState state) {
    return state instanceof OperationState.Cancelled
        || state instanceof OperationState.Expired
        || state instanceof OperationState.Refused;
  }

  private Map<ResourceKey, Desired> takenBack(Operation operation, long next) {
    ResourceKey target = operation.request().target();
    return desired(target)
        .map(wish -> with(desired, target, wish.without(operation.id(), next)))
        .orElse(desired);
  }

  private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> changed = new LinkedHashMap<>(map);
    changed.put(key, value);
    return changed;
  }
}
