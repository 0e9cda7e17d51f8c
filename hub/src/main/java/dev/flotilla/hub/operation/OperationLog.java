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
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The truth about operations: {@code FLEET_OPLOG}, read and written as {@link Ledgers}. Every write
 * carries the last sequence that its writer has seen of the agent, so two writers never decide on
 * the same past.
 */
public final class OperationLog implements AutoCloseable {
  private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(5);
  private static final int MOST_ATTEMPTS = 1_000;
  private static final int SUBJECT_TOKENS = 3;

  /** Notified of each line that the log gained, in order. */
  public interface Listener {
    /** The agent's ledger before and after the line. */
    void folded(Ledger before, Ledger after, OperationId operation);
  }

  /**
   * What a writer decides on a ledger.
   *
   * @param <T> the result for its caller
   */
  public sealed interface Decision<T> {
    /** Write this line, then return the result. */
    record Write<T>(OperationId operation, LogEntry entry, T result) implements Decision<T> {}

    /** Write this checkpoint, then return the result. */
    record Shorten<T>(LogEntry.Checkpoint checkpoint, T result) implements Decision<T> {}

    /** Write nothing. */
    record Leave<T>(T result) implements Decision<T> {}
  }

  private final Publisher publisher;
  private final StreamFollower follower;
  private final Documents documents;
  private final Ledgers ledgers;
  private volatile boolean closed;

  /**
   * A log over this connection of the hub's account.
   *
   * @param documents what its checkpoints refer to
   */
  OperationLog(Connection connection, Documents documents) throws IOException {
    this.publisher = new Publisher(connection);
    this.documents = documents;
    this.ledgers = new Ledgers(documents);
    this.follower = new StreamFollower(connection, HubStreams.OPERATIONS, this::fold);
  }

  /** Folds what is there; returns when all of it was folded. */
  void open() throws InterruptedException {
    documents.load();
    follower.start();
    follower.awaitCaughtUp();
    documents.unload();
  }

  /** Notifies the listener of each line from now on. */
  public void listen(Listener listener) {
    ledgers.listen(listener);
  }

  /** Stops notifying the listener. */
  public void ignore(Listener listener) {
    ledgers.ignore(listener);
  }

  /** Whether listeners are no longer notified. */
  public boolean closed() {
    return closed;
  }

  /**
   * What is known of an agent.
   *
   * @throws StoreUnavailable when its checkpoint cannot be read
   */
  public Ledger of(AgentId agent) {
    return ledgers.of(agent);
  }

  /** Whether the ledger of an agent can be read. */
  public boolean readable(AgentId agent) {
    return ledgers.readable(agent);
  }

  /** Every agent of which something is known, but for those whose checkpoint cannot be read. */
  public Collection<Ledger> all() {
    return ledgers.all();
  }

  /** One operation, whichever agent it was requested of; empty when a checkpoint dropped it. */
  public Optional<Operation> find(OperationId id) {
    return ledgers.find(id);
  }

  /**
   * Operations that no checkpoint dropped, newest first.
   *
   * @param before only those with a lower id; empty for all
   */
  public Stream<Operation> newestFirst(Optional<String> before) {
    return ledgers.newestFirst(before);
  }

  /**
   * Decides on an agent's ledger and writes the decision; decides again when another writer was
   * faster. Returns when the line is on disk and folded.
   *
   * @throws StoreUnavailable when the log does not answer; the line may or may not be on disk
   */
  public <T> T decide(AgentId agent, Function<Ledger, Decision<T>> decider) {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      long followed = follower.folded();
      Ledger ledger = of(agent);
      switch (decider.apply(ledger)) {
        case Decision.Leave<T>(var result) -> {
          return result;
        }
        case Decision.Write<T>(var operation, var entry, var result) -> {
          if (write(ledger, operation.value(), entry)) {
            return result;
          }
        }
        case Decision.Shorten<T>(var checkpoint, var result) -> {
          if (write(ledger, Ledgers.CHECKPOINT, checkpoint)) {
            return result;
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

  private boolean write(Ledger ledger, String token, LogEntry entry) {
    String prefix = HubStreams.OPERATIONS_PREFIX + ledger.agent() + ".";
    Append append =
        publisher.putAfter(prefix + token, Json.write(entry), prefix + ">", ledger.lastSequence());
    return switch (append) {
      case Append.Stored(long sequence) -> {
        // It is the next line of the agent, wherever it is folded first.
        ledgers.fold(ledger.agent(), token, () -> entry, sequence);
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
      ledgers.fold(
          new AgentId(token[1]),
          token[2],
          () -> Json.read(message.data(), LogEntry.class),
          message.sequence());
    }
  }
}
