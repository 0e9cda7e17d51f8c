// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;

/**
 * Everything that the operation log says about one agent: a pure fold, so that a hub that was
 * killed knows exactly what it knew. Its maps are persistent: a line costs the same however long
 * the log is.
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
    PMap<ResourceKey, Desired> desired,
    PMap<OperationId, Operation> operations,
    long lastSequence) {

  /** An agent of which the log says nothing. */
  public static Ledger empty(AgentId agent) {
    return new Ledger(agent, 0, OrderedPMap.empty(), OrderedPMap.empty(), 0);
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
      case LogEntry.Requested(var request, var changes) -> requested(request, changes, sequence);
      case LogEntry.CancelRequested _ -> cancelRequested(id, sequence);
      case LogEntry.Happened(var event) -> happened(id, event, sequence);
    };
  }

  /** The ledger after a line that cannot be understood: it counts, or nothing could follow it. */
  Ledger skipping(long sequence) {
    return new Ledger(agent, revision, desired, operations, sequence);
  }

  private Ledger requested(OperationRequest request, List<DesiredChange> changes, long sequence) {
    if (operation(request.id()).isPresent()) {
      return skipping(sequence);
    }
    long next = revision + 1;
    PMap<ResourceKey, Desired> changed = desired;
    for (DesiredChange change : changes) {
      Desired before =
          desired(change.key()).orElseGet(() -> new Desired(change.key(), 0, List.of()));
      changed =
          changed.plus(
              change.key(), before.to(new Desired.Step(request.id(), change.body()), next));
    }
    Operation operation =
        new Operation(
            agent, request, next, new OperationState.Queued(request.requestedAt()), sequence);
    return new Ledger(agent, next, changed, operations.plus(request.id(), operation), sequence);
  }

  // All documents change in one revision: the agent sees the cancellation together with the bodies
  // to return to.
  private Ledger cancelRequested(OperationId id, long sequence) {
    Operation operation = operations.get(id);
    if (operation == null || !operation.cancellable() || operation.request().cancelled()) {
      return skipping(sequence);
    }
    long next = revision + 1;
    return new Ledger(
        agent,
        next,
        withdrawn(operation, next),
        operations.plus(id, operation.cancelled(next, sequence)),
        sequence);
  }

  private Ledger happened(OperationId id, OperationEvent event, long sequence) {
    Operation before = operations.get(id);
    if (before == null) {
      return skipping(sequence);
    }
    Operation after = before.after(event, sequence);
    boolean withdraws = !before.ended() && neverBegan(after.state());
    boolean shown =
        keys(before).anyMatch(key -> desired(key).filter(is -> is.shows(id)).isPresent());
    long next = withdraws && shown ? revision + 1 : revision;
    return new Ledger(
        agent,
        next,
        withdraws ? withdrawn(before, next) : desired,
        operations.plus(id, after),
        sequence);
  }

  // What an agent refused, or never saw in time, must not come true later when nobody expects it
  // any more.
  private static boolean neverBegan(OperationState state) {
    return state instanceof OperationState.Cancelled
        || state instanceof OperationState.Expired
        || state instanceof OperationState.Refused;
  }

  private PMap<ResourceKey, Desired> withdrawn(Operation operation, long next) {
    PMap<ResourceKey, Desired> earlier = desired;
    for (ResourceKey key : keys(operation).toList()) {
      Desired present = earlier.get(key);
      if (present != null) {
        earlier = earlier.plus(key, present.without(operation.id(), next));
      }
    }
    return earlier;
  }

  private static Stream<ResourceKey> keys(Operation operation) {
    return operation.request().awaits().stream().map(Awaited::key);
  }
}
