// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.fleet.Allowance;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/**
 * The threads on which messages of agents are handled. Beyond its allowance an agent gets none, and
 * so takes none from the others.
 */
@StoreScoped
public final class AgentThreads implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(AgentThreads.class);
  private static final int AT_ONCE = 20;
  private static final Duration ONE_MORE = Duration.ofSeconds(1);

  private final AuditLog audit;
  private final Clock clock;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /** Records in this log which agents send too much. */
  public AgentThreads(AuditLog audit, Clock clock) {
    this.audit = audit;
    this.clock = clock;
  }

  /** An allowance for one kind of message. */
  AuditedAllowance allowance() {
    return new AuditedAllowance(new Allowance(AT_ONCE, ONE_MORE), audit);
  }

  /** Handles what the hub has asked for. */
  void run(Runnable task) {
    executor.execute(task);
  }

  /** Handles a message within the allowance; drops it beyond. */
  void run(AgentId agent, AuditedAllowance allowance, String action, Runnable task) {
    switch (allowance.take(agent, clock.instant())) {
      case WITHIN -> executor.execute(task);
      case FIRST_BEYOND -> executor.execute(() -> record(agent, allowance, action));
      case BEYOND -> LOG.debugf("Dropped %s of agent %s", action, agent);
    }
  }

  private static void record(AgentId agent, AuditedAllowance allowance, String action) {
    try {
      allowance.record(agent, action);
    } catch (StoreUnavailable away) {
      LOG.warnf("Agent %s exceeds its rate limit, and this cannot be recorded", agent);
    }
  }

  @Override
  @PreDestroy
  public void close() {
    executor.shutdownNow();
  }
}
