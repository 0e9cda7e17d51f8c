// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.store.Append;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Publisher;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.hub.store.StoredMessage;
import dev.flotilla.hub.store.StreamFollower;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationId;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Duration;
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
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The truth about operations: {@code FLEET_OPLOG}, and what folding it gives. Every write carries
 * the last sequence that its writer has seen of the agent, so two writers never decide on the same
 * past. An agent whose checkpoint cannot be read is closed to all: whatever is decided on less than
 * the whole past could withdraw what runs.
 */
public final class OperationLog implements AutoCloseable {
  private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(5);
  private static final int MOST_ATTEMPTS = 1_000;
  private static final int SUBJECT_TOKENS = 3;
  private static final String CHECKPOINT = "checkpoint";

  /** Told after each line that the log gained, in order. */
  public interface Listener {
    /** The agent's ledger before and after the line. */
    void folded(Ledger before, Ledger after, OperationId operation);
  }

  /**
   * What a writer decides on a ledger.
   *
   * @param <T> what it tells its caller
   */
  public sealed interface Decision<T> {
    /** Write this line, then tell. */
    record Write<T>(OperationId operation, LogEntry entry, T told) implements Decision<T> {}

    /** Write this checkpoint, then tell. */
    record Shorten<T>(LogEntry.Checkpoint checkpoint, T told) implements Decision<T> {}

    /** Write nothing. */
    record Leave<T>(T told) implements Decision<T> {}
  }

  private final Publisher publisher;
  private final StreamFollower follower;
  private final Documents documents;
  private final Map<AgentId, Ledger> ledgers = new ConcurrentHashMap<>();
  private final Set<AgentId> damaged = ConcurrentHashMap.newKeySet();
  private final NavigableMap<String, AgentId> owners = new ConcurrentSkipListMap<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock folding = new ReentrantLock();
  private volatile boolean closed;

  /**
   * A log over this connection of the hub's account.
   *
   * @param documents what its checkpoints refer to
   */
  OperationLog(Connection connection, Documents documents) throws IOException {
    this.publisher = new Publisher(connection);
    this.documents = documents;
    this.follower = new StreamFollower(connection, HubStreams.OPERATIONS, this::fold);
  }

  /** Folds what is there; returns when all of it was folded. */
  void open() throws InterruptedException {
    documents.load();
    follower.start();
    follower.awaitCaughtUp();
    documents.unload();
  }

  /** Tells the listener of each line from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Tells the listener no more. */
  public void ignore(Listener listener) {
    listeners.remove(listener);
  }

  /** Whether nobody will be told anything any more. */
  public boolean closed() {
    return closed;
  }

  /**
   * What is known of an agent.
   *
   * @throws StoreUnavailable when its checkpoint cannot be read
   */
  public Ledger of(AgentId agent) {
    if (!readable(agent)) {
      throw new StoreUnavailable("the checkpoint of agent " + agent + " cannot be read");
    }
    return folded(agent);
  }

  /** Whether anything can be said and decided about an agent. */
  public boolean readable(AgentId agent) {
    return !damaged.contains(agent);
  }

  /** Every agent of which something is known, but for those whose checkpoint cannot be read. */
  public Collection<Ledger> all() {
    return ledgers.values().stream().filter(it -> readable(it.agent())).toList();
  }

  /** One operation, whichever agent it was requested of; empty when a checkpoint dropped it. */
  public Optional<Operation> find(OperationId id) {
    return Optional.ofNullable(owners.get(id.value()))
        .flatMap(agent -> folded(agent).operation(id));
  }

  /**
   * Operations that no checkpoint dropped, newest first.
   *
   * @param before only those with a lower id; empty for all
   */
  public Stream<Operation> newestFirst(Optional<String> before) {
    return before
        .map(id -> owners.headMap(id, false))
        .orElse(owners)
        .descendingMap()
        .keySet()
        .stream()
        .flatMap(id -> find(new OperationId(id)).stream());
  }

  /**
   * Lets somebody decide on an agent's ledger and writes what was decided; decides again when
   * another writer was faster. Returns when the line is on disk and folded.
   *
   * @throws StoreUnavailable when the log does not answer; the line may or may not be on disk
   */
  public <T> T decide(AgentId agent, Function<Ledger, Decision<T>> decider) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      long followed = follower.folded();
      Ledger ledger = of(agent);
      switch (decider.apply(ledger)) {
        case Decision.Leave<T>(var told) -> {
          return told;
        }
        case Decision.Write<T>(var operation, var entry, var told) -> {
          if (write(ledger, operation.value(), entry)) {
            return told;
          }
        }
        case Decision.Shorten<T>(var checkpoint, var told) -> {
          if (write(ledger, CHECKPOINT, checkpoint)) {
            return told;
          }
        }
      }
      // The line of the faster writer has a higher sequence than any that was seen.
      await(Math.max(followed, ledger.lastSequence()) + 1);
    }
    throw new StoreUnavailable("too many concurrent writers");
  }

  @Override
  public void close() {
    closed = true;
    follower.close();
  }

  private Ledger folded(AgentId agent) {
    return ledgers.getOrDefault(agent, Ledger.empty(agent));
  }

  private boolean write(Ledger ledger, String token, LogEntry entry) {
    String prefix = HubStreams.OPERATIONS_PREFIX + ledger.agent() + ".";
    Append append =
        publisher.putAfter(prefix + token, Json.write(entry), prefix + ">", ledger.lastSequence());
    return switch (append) {
      case Append.Stored(long sequence) -> {
        // It is the next line of the agent, whoever reads it first.
        take(ledger.agent(), token, () -> entry, sequence);
        yield true;
      }
      case Append.Conflict _ -> false;
    };
  }

  private void await(long sequence) {
    try {
      if (!follower.awaitSequence(sequence, COMES_BACK_WITHIN)) {
        throw new StoreUnavailable("line " + sequence + " of the operation log was not delivered");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted", interrupted);
    }
  }

  private void fold(StoredMessage message) {
    String[] token = message.subject().split("\\.", -1);
    if (token.length == SUBJECT_TOKENS) {
      take(
          new AgentId(token[1]),
          token[2],
          () -> Json.read(message.data(), LogEntry.class),
          message.sequence());
    }
  }

  private void take(AgentId agent, String token, Supplier<LogEntry> entry, long sequence) {
    folding.lock();
    try {
      if (sequence <= folded(agent).lastSequence()) {
        return;
      }
      if (token.equals(CHECKPOINT)) {
        restore(agent, entry, sequence);
      } else {
        fold(agent, new OperationId(token), entry, sequence);
      }
    } finally {
      folding.unlock();
    }
  }

  private void fold(AgentId agent, OperationId operation, Supplier<LogEntry> entry, long sequence) {
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
