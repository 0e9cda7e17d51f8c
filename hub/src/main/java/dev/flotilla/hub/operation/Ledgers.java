// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.operation.OperationLog.Listener;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.operation.OperationId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What folding the operation log gives: a ledger for each agent. An agent whose checkpoint cannot
 * be read is closed to all: a decision on less than the whole past could withdraw what runs.
 */
final class Ledgers {
  /** The last token of a checkpoint's subject; that of any other line is an operation's id. */
  static final String CHECKPOINT = "checkpoint";

  private final Documents documents;
  private final Map<AgentId, Ledger> ledgers = new ConcurrentHashMap<>();
  private final Set<AgentId> damaged = ConcurrentHashMap.newKeySet();
  private final NavigableMap<String, AgentId> owners = new ConcurrentSkipListMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock folding = new ReentrantLock();

  /**
   * No ledger yet.
   *
   * @param documents what checkpoints refer to
   */
  Ledgers(Documents documents) {
    this.documents = documents;
  }

  void listen(Listener listener) {
    listeners.add(listener);
  }

  void ignore(Listener listener) {
    listeners.remove(listener);
  }

  /**
   * What is known of an agent.
   *
   * @throws StoreUnavailable when its checkpoint cannot be read
   */
  Ledger of(AgentId agent) {
    if (!readable(agent)) {
      throw new StoreUnavailable("the checkpoint of agent " + agent + " cannot be read");
    }
    return folded(agent);
  }

  boolean readable(AgentId agent) {
    return !damaged.contains(agent);
  }

  /** Every ledger, except those of agents whose checkpoint cannot be read. */
  Collection<Ledger> all() {
    return ledgers.values().stream().filter(it -> readable(it.agent())).toList();
  }

  Optional<Operation> find(OperationId id) {
    return Optional.ofNullable(owners.get(id.value()))
        .flatMap(agent -> folded(agent).operation(id));
  }

  Stream<Operation> newestFirst(Optional<String> before) {
    return before
        .map(id -> owners.headMap(id, false))
        .orElse(owners)
        .descendingMap()
        .keySet()
        .stream()
        .flatMap(id -> find(new OperationId(id)).stream());
  }

  /**
   * Folds a line, unless that was done before.
   *
   * @param token the last one of its subject
   * @param entry reads the line
   */
  void fold(AgentId agent, String token, Supplier<LogEntry> entry, long sequence) {
    folding.lock();
    try {
      if (sequence <= folded(agent).lastSequence()) {
        return;
      }
      if (token.equals(CHECKPOINT)) {
        restore(agent, entry, sequence);
      } else {
        next(agent, new OperationId(token), entry, sequence);
      }
    } finally {
      folding.unlock();
    }
  }

  private Ledger folded(AgentId agent) {
    return ledgers.getOrDefault(agent, Ledger.empty(agent));
  }

  private void next(AgentId agent, OperationId operation, Supplier<LogEntry> entry, long sequence) {
    Ledger before = folded(agent);
    Ledger after;
    try {
      after = before.next(operation, entry.get(), sequence);
    } catch (RuntimeException unreadable) {
      ledgers.put(agent, before.skipping(sequence));
      throw unreadable;
    }
    // Whole: a writer that saw the new sequence with the old revision would win with it.
    ledgers.put(agent, after);
    owners.putIfAbsent(operation.value(), agent);
    listeners.forEach(listener -> listener.folded(before, after, operation));
  }

  private void restore(AgentId agent, Supplier<LogEntry> entry, long sequence) {
    Ledger before = folded(agent);
    Ledger after;
    try {
      after =
          before.restored(
              (LogEntry.Checkpoint) entry.get(), id -> documents.find(agent, id), sequence);
    } catch (RuntimeException unreadable) {
      ledgers.put(agent, before.skipping(sequence));
      damaged.add(agent);
      throw unreadable;
    }
    ledgers.put(agent, after);
    damaged.remove(agent);
    for (Operation operation : after.operations().all()) {
      owners.put(operation.id().value(), agent);
      listeners.forEach(listener -> listener.folded(before, after, operation.id()));
    }
    before.droppable().forEach(dropped -> owners.remove(dropped.id().value()));
  }
}
