// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.store.Reader;
import dev.flotilla.protocol.AgentId;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.function.ToLongFunction;

/** All that is stored about operations, folded, followed and compacted. */
public final class OperationRecords implements AutoCloseable {
  private final OperationHistory history;
  private final OperationLog log;
  private final OperationFinder finder;
  private final Compaction compaction;

  /**
   * Records over this connection of the hub's account.
   *
   * @param reported revision of the index that an agent reported last; 0 when it has reported none
   *     since the hub started
   */
  public OperationRecords(Connection connection, ToLongFunction<AgentId> reported)
      throws IOException {
    LastOperations last = new LastOperations();
    Documents documents = new Documents(connection);
    history = new OperationHistory(connection, last::take);
    log = new OperationLog(connection, documents);
    log.listen((_, after, id) -> after.operation(id).ifPresent(last::take));
    finder = new OperationFinder(log, history, last);
    compaction =
        new Compaction(
            log, new Compaction.Archive(history, documents), reported, new Reader(connection));
  }

  /** Reads what is there, and begins to compact. */
  public void open() throws InterruptedException {
    history.open();
    log.open();
    compaction.start();
  }

  /** The open operations, and what is desired. */
  public OperationLog log() {
    return log;
  }

  /** Looks up any operation. */
  public OperationFinder finder() {
    return finder;
  }

  @Override
  public void close() {
    compaction.close();
    log.close();
    history.close();
  }
}
