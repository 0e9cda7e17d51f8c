// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.store.Reader;
import dev.flotilla.protocol.AgentId;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * All that is stored about operations, folded, followed and compacted.
 *
 * @param log the open ones, and what is desired
 * @param finder looks up any
 */
public record OperationRecords(OperationLog log, OperationFinder finder) {

  /**
   * Reads what is there, and begins to compact.
   *
   * @param reported revision of the index that an agent said to have; 0 when it said nothing since
   *     the hub started
   * @param running is given what must be closed, in the order of its start
   */
  public static OperationRecords open(
      Connection connection, ToLongFunction<AgentId> reported, List<AutoCloseable> running)
      throws IOException, InterruptedException {
    LastOperations last = new LastOperations();
    OperationHistory history = new OperationHistory(connection, last::take);
    running.add(history);
    history.open();
    Documents documents = new Documents(connection);
    OperationLog log = new OperationLog(connection, documents);
    running.add(log);
    log.listen((_, after, id) -> after.operation(id).ifPresent(last::take));
    log.open();
    Compaction compaction =
        new Compaction(
            log, new Compaction.Archive(history, documents), reported, new Reader(connection));
    running.add(compaction);
    compaction.start();
    return new OperationRecords(log, new OperationFinder(log, history, last));
  }
}
