// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.runtime;

import dev.flotilla.hub.enrolment.Revocations;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.settings.HubConfig;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.enrolment.AgentState;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * What happens without a request: overdue operations expire, operations of revoked agents fail, and
 * lost revocations are pushed again.
 */
@StoreScoped
final class Upkeep implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Upkeep.class);
  private static final Duration PERIOD = Duration.ofSeconds(2);

  private final Fleet fleet;
  private final Operations operations;
  private final Revocations revocations;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * The agents that it looks after.
   *
   * @param agents all of them
   * @param presence when an agent was online
   * @param config how long an agent may take to report
   */
  @StoreScoped
  record Fleet(Agents agents, Presence presence, HubConfig config) {
    /** Whether an agent has had its chance to report all that it knew at an instant. */
    boolean heardOut(AgentId agent, Instant at) {
      return presence.heardOutSince(agent, at, config.expiryGrace());
    }
  }

  Upkeep(Fleet fleet, Operations operations, Revocations revocations) {
    this.fleet = fleet;
    this.operations = operations;
    this.revocations = revocations;
  }

  void start() throws InterruptedException {
    round();
    Thread.ofVirtual().name("upkeep").start(this::run);
  }

  @Override
  @PreDestroy
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
      operations.expire(fleet::heardOut);
      // Where the hub was stopped between a revocation and what follows from it.
      fleet.agents().all().stream()
          .filter(agent -> agent.state() == AgentState.REVOKED)
          .forEach(agent -> operations.abandon(agent.id()));
    } catch (StoreUnavailable later) {
      LOG.debug("Maintenance is waiting for the store", later);
    } catch (RuntimeException bug) {
      LOG.error("Maintenance failed; retrying", bug);
    }
  }
}
