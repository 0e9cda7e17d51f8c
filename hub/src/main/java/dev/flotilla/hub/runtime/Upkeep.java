// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.enrolment.Revocations;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.enrolment.AgentState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.jboss.logging.Logger;

/**
 * What must happen without anybody asking: overdue operations end, those of revoked agents too, and
 * lost revocations are pushed again.
 */
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Agents agents;
  private final Operations operations;
  private final Revocations revocations;
  private final BiPredicate<AgentId, Instant> heardOut;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Looks after these.
   *
   * @param heardOut whether an agent has had its chance to report all that it knew at an instant
   */
  Upkeep(
      Agents agents,
      Operations operations,
      Revocations revocations,
      BiPredicate<AgentId, Instant> heardOut) {
    this.agents = agents;
    this.operations = operations;
    this.revocations = revocations;
    this.heardOut = heardOut;
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
      operations.expire(heardOut);
      // Where the hub was stopped between a revocation and what follows from it.
      agents.all().stream()
          .filter(agent -> agent.state() == AgentState.REVOKED)
          .forEach(agent -> operations.abandon(agent.id()));
    } catch (StoreUnavailable later) {
      LOG.debug("Maintenance is waiting for the store", later);
    } catch (RuntimeException bug) {
      LOG.error("Maintenance failed; retrying", bug);
    }
  }
}
