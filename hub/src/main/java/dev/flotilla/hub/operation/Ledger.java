// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;

/**
 * Everything that the operation log holds about one agent: a pure fold, so that a hub that was
 * killed knows exactly what it knew. A checkpoint takes the place of all lines before it, and drops
 * what has ended. The maps are persistent: a line costs the same however many there are.
 *
 * @param agent whose
 * @param revision of its index, one higher with each change of what should be in its inbox
 * @param desired what should be, by resource
 * @param operations the open ones, and those that ended since the last checkpoint
 * @param tail how far the log was folded
 */
public record Ledger(
    AgentId agent,
    long revision,
    PMap<ResourceKey, Desired> desired,
    KnownOperations operations,
    Tail tail) {

  /** An agent without a line in the log. */
  public static Ledger empty(AgentId agent) {
    return new Ledger(agent, 0, OrderedPMap.empty(), KnownOperations.NONE, Tail.BEGINNING);
  }

  /** One operation that is open, or has ended since the last checkpoint. */
  public Optional<Operation> operation(OperationId id) {
    return operations.find(id);
  }

  /** The operations that have not ended, oldest first. */
  public Collection<Operation> open() {
    return operations.open().values();
  }

  /**
   * Those that a checkpoint drops, oldest first: ended, and no longer listed by the present index
   * of the inbox. While it does, they may have to be signed again with it.
   */
  List<Operation> droppable() {
    return operations.ended().values().stream()
        .filter(operation -> operation.version() < tail.revised())
        .toList();
  }

  /** Log sequence of the last line; 0 before the first. */
  public long lastSequence() {
    return tail.sequence();
  }

  /** What should be under a key; empty when nothing was ever asked. */
  public Optional<Desired> desired(ResourceKey key) {
    return Optional.ofNullable(desired.get(key));
  }

  /**
   * The ledger after one more line; a line that changes nothing only moves {@code lastSequence}.
   */
  public Ledger next(OperationId id, LogEntry entry, long sequence) {
    return switch (entry) {
      case LogEntry.Requested(var request, var changes) -> requested(request, changes, sequence);
      case LogEntry.CancelRequested _ -> cancelRequested(id, sequence);
      case LogEntry.Happened(var event) -> happened(id, event, sequence);
      case LogEntry.Withdrawn(var key, _, _) -> withdrawn(key, sequence);
      case LogEntry.Checkpoint _ ->
          throw new IllegalArgumentException("a checkpoint is about no operation");
    };
  }

  /** The ledger after a line that cannot be understood: it counts, or nothing could follow it. */
  Ledger skipping(long sequence) {
    return new Ledger(agent, revision, desired, operations, tail.line(sequence));
  }

  /**
   * The line that takes the place of all lines so far.
   *
   * @param reported revision of an index that the agent has; 0 when that is not known. What was
   *     withdrawn by then is left out: the agent knows it.
   */
  LogEntry.Checkpoint checkpoint(long reported) {
    List<Operation> kept = operations.all();
    kept.removeAll(droppable());
    return new LogEntry.Checkpoint(
        revision,
        desired.values().stream()
            .filter(each -> !overcome(each, reported))
            .map(LogEntry.Checkpoint.Kept::of)
            .toList(),
        kept);
  }

  /** Whether there is anything that such a checkpoint leaves out. */
  boolean shortenedBy(long reported) {
    return !droppable().isEmpty()
        || desired.values().stream().anyMatch(each -> overcome(each, reported));
  }

  // A withdrawal is in the index whose revision is one higher.
  private static boolean overcome(Desired each, long reported) {
    return each.current().isEmpty() && each.revision() < reported;
  }

  /**
   * The ledger that a checkpoint describes.
   *
   * @param documents gives the text of a document
   */
  Ledger restored(
      LogEntry.Checkpoint checkpoint, Function<DocumentId, String> documents, long sequence) {
    Map<DocumentId, String> present = documents();
    PMap<ResourceKey, Desired> kept = OrderedPMap.empty();
    Set<DocumentId> named = new HashSet<>();
    for (LogEntry.Checkpoint.Kept each : checkpoint.desired()) {
      List<Desired.Step> steps = new ArrayList<>();
      for (OperationId operation : each.steps()) {
        DocumentId id = new DocumentId(operation, each.key());
        @Nullable String body = present.get(id);
        steps.add(new Desired.Step(operation, body == null ? documents.apply(id) : body));
        named.add(id);
      }
      kept = kept.plus(each.key(), new Desired(each.key(), each.revision(), steps));
    }
    KnownOperations known = KnownOperations.NONE;
    for (Operation operation : checkpoint.operations()) {
      known = known.with(operation);
    }
    return new Ledger(agent, checkpoint.revision(), kept, known, tail.checkpoint(sequence, named));
  }

  /** Text of every document that is desired, or can be returned to. */
  Map<DocumentId, String> documents() {
    Map<DocumentId, String> documents = new HashMap<>();
    for (Desired each : desired.values()) {
      for (Desired.Step step : each.steps()) {
        documents.put(new DocumentId(step.operation(), each.key()), step.body());
      }
    }
    return documents;
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
    return new Ledger(agent, next, changed, operations.with(operation), tail.revision(sequence));
  }

  // All documents change in one revision: the agent sees the cancellation together with the bodies
  // to return to.
  private Ledger cancelRequested(OperationId id, long sequence) {
    @Nullable Operation operation = operations.find(id).orElse(null);
    if (operation == null || !operation.cancellable() || operation.request().cancelled()) {
      return skipping(sequence);
    }
    long next = revision + 1;
    return new Ledger(
        agent,
        next,
        withdrawn(operation, next),
        operations.with(operation.cancelled(next, sequence)),
        tail.revision(sequence));
  }

  private Ledger withdrawn(ResourceKey key, long sequence) {
    if (desired(key).flatMap(Desired::current).isEmpty()) {
      return skipping(sequence);
    }
    long next = revision + 1;
    return new Ledger(
        agent,
        next,
        desired.plus(key, new Desired(key, next, List.of())),
        operations,
        tail.revision(sequence));
  }

  private Ledger happened(OperationId id, OperationEvent event, long sequence) {
    @Nullable Operation before = operations.find(id).orElse(null);
    if (before == null || before.ended()) {
      return skipping(sequence);
    }
    Operation after = before.after(event, sequence);
    boolean withdraws = neverBegan(after.state());
    boolean shown =
        keys(before).anyMatch(key -> desired(key).filter(is -> is.shows(id)).isPresent());
    long next = withdraws && shown ? revision + 1 : revision;
    return new Ledger(
        agent,
        next,
        withdraws ? withdrawn(before, next) : desired,
        operations.with(after),
        next == revision ? tail.line(sequence) : tail.revision(sequence));
  }

  // What an agent refused, or never saw in time, must not take effect later, when it is no longer
  // expected.
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
