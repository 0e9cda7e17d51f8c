// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.operations;

import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.Operation;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.protocol.operation.OperationId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Every state of one operation, from its present one on. */
final class OperationStateWatch implements OperationLog.Listener, AutoCloseable {
  private final OperationLog log;
  private final OperationId id;
  private final LinkedBlockingQueue<Operation> changes = new LinkedBlockingQueue<>();
  private long seen;

  OperationStateWatch(OperationLog log, Operations operations, OperationId id) {
    this.log = log;
    this.id = id;
    log.listen(this);
    operations.find(id).ifPresent(changes::add);
  }

  @Override
  public void folded(Ledger before, Ledger after, OperationId operation) {
    if (operation.equals(id)) {
      after.operation(id).ifPresent(changes::add);
    }
  }

  /** The next state that was not seen yet; empty when none came in time. */
  Optional<Operation> next(Duration patience) throws InterruptedException {
    Operation change = changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    while (change != null && change.version() <= seen) {
      change = changes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    if (change != null) {
      seen = change.version();
    }
    return Optional.ofNullable(change);
  }

  @Override
  public void close() {
    log.ignore(this);
  }
}
