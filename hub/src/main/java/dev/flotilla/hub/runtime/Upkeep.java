// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.enrolment.Revocations;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.store.StoreUnavailable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What must happen without anybody asking: overdue operations end, and lost revocations are pushed
 * again.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Operations operations;
  private final Revocations revocations;
  private final CountDownLatch closed = new CountDownLatch(1);

  Upkeep(Operations operations, Revocations revocations) {
    this.operations = operations;
    this.revocations = revocations;
  }

  void start() throws InterruptedException {
    round();
    Thread.ofVirtual().name("upkeep").start(this::run);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        round();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void round() throws InterruptedException {
    try {
      if (!revocations.enforced()) {
        boolean ignored = revocations.enforce();
      }
      operations.expire();
    } catch (StoreUnavailable | IllegalStateException later) {
      LOG.debug("Upkeep waits for the store", later);
    }
  }
}
