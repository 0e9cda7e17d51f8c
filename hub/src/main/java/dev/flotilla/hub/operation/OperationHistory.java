// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.store.Append;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Publisher;
import dev.flotilla.hub.store.Reader;
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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Operations that ended and that the log no longer has, in {@code FLEET_HISTORY}: one message each,
 * written before the checkpoint that drops it. In memory are the newest, and of the others what a
 * list is filtered by.
 */
final class OperationHistory implements AutoCloseable {
  private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(5);

  /** About 15 MB; what is older is read from the store when a page shows it. */
  private static final int MOST_HELD = 20_000;

  private final Publisher publisher;
  private final Reader reader;
  private final StreamFollower follower;
  private final Consumer<Operation> listener;
  private final NavigableMap<String, Entry> entries = new ConcurrentSkipListMap<>();
  private final NavigableMap<String, Operation> newest = new ConcurrentSkipListMap<>();
  private int held;

  /**
   * One operation of the history.
   *
   * @param id its id
   * @param agent of which it was requested
   * @param state name of the state in which it ended
   * @param sequence of its message
   */
  record Entry(OperationId id, AgentId agent, String state, long sequence) {}

  /**
   * A history over this connection of the hub's account.
   *
   * @param listener is given each operation of it once
   */
  OperationHistory(Connection connection, Consumer<Operation> listener) throws IOException {
    this.publisher = new Publisher(connection);
    this.reader = new Reader(connection);
    this.listener = listener;
    this.follower = new StreamFollower(connection, HubStreams.HISTORY, this::fold);
  }

  /** Reads what is there; returns when all of it was read. */
  void open() throws InterruptedException {
    follower.start();
    follower.awaitCaughtUp();
  }

  /** One operation. */
  Optional<Operation> find(OperationId id) {
    return reader
        .last(HubStreams.HISTORY, HubStreams.HISTORY_PREFIX + "*." + id)
        .map(OperationHistory::read);
  }

  /** The operation of an entry; empty when it became too old since. */
  Optional<Operation> read(Entry entry) {
    return Optional.ofNullable(newest.get(entry.id().value()))
        .or(() -> reader.at(HubStreams.HISTORY, entry.sequence()).map(OperationHistory::read));
  }

  /**
   * Operations, newest first.
   *
   * @param before only those with a lower id; empty for all
   */
  Stream<Entry> newestFirst(Optional<String> before) {
    return before
        .map(id -> entries.headMap(id, false))
        .orElse(entries)
        .descendingMap()
        .values()
        .stream();
  }

  /** Adds operations that are not there yet; returns when all are on disk and in memory. */
  void add(Collection<Operation> ended) {
    long last = 0;
    for (Operation operation : ended) {
      String subject = HubStreams.HISTORY_PREFIX + operation.agent() + "." + operation.id();
      if (!entries.containsKey(operation.id().value())
          && publisher.putAfter(subject, Json.write(operation), 0)
              instanceof Append.Stored(long sequence)) {
        last = sequence;
      }
    }
    await(last);
  }

  /** Whether all of them are there. */
  boolean hold(Collection<Operation> operations) {
    return operations.stream().allMatch(it -> entries.containsKey(it.id().value()));
  }

  /** Forgets what the stream removed as too old, or as too much. */
  void trim() {
    long first = reader.firstSequence(HubStreams.HISTORY);
    entries.values().removeIf(entry -> entry.sequence() < first);
    newest.keySet().retainAll(entries.keySet());
  }

  @Override
  public void close() {
    follower.close();
  }

  private void await(long sequence) {
    try {
      if (!follower.awaitSequence(sequence, COMES_BACK_WITHIN)) {
        throw new StoreUnavailable("message " + sequence + " of the history did not come back");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted", interrupted);
    }
  }

  private void fold(StoredMessage message) {
    Operation operation = read(message);
    entries.put(
        operation.id().value(),
        new Entry(
            operation.id(),
            operation.agent(),
            operation.state().name().intern(),
            message.sequence()));
    hold(operation);
    listener.accept(operation);
  }

  private void hold(Operation operation) {
    if (newest.put(operation.id().value(), operation) == null) {
      held++;
    }
    while (held > MOST_HELD && newest.pollFirstEntry() != null) {
      held--;
    }
  }

  private static Operation read(StoredMessage message) {
    return Json.read(message.data(), Operation.class);
  }
}
