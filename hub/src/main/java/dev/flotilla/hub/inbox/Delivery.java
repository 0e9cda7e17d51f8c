// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import dev.flotilla.hub.inbox.InboxPlan.Extent;
import dev.flotilla.hub.operation.Ledger;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Delivers to each agent whose ledger changed, one after the other, until it succeeds. Which agents
 * are waiting is not stored: at the start all of them are.
 */
public final class Delivery implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Delivery.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final OperationLog log;
  private final Inbox inbox;
  private final Predicate<AgentId> member;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final SequencedSet<AgentId> waiting = new LinkedHashSet<>();
  private boolean closed;

  /**
   * Delivers from the log to the inbox.
   *
   * @param member whether an agent is one that may have an inbox; a revoked one may not
   */
  public Delivery(OperationLog log, Inbox inbox, Predicate<AgentId> member) {
    this.log = log;
    this.inbox = inbox;
    this.member = member;
  }

  /** Begins to deliver. */
  public void start() {
    log.listen(
        (before, after, _) -> {
          if (Inbox.changed(before, after)) {
            enqueue(after.agent());
          }
        });
    log.all().stream().map(Ledger::agent).forEach(this::enqueue);
    Thread.ofVirtual().name("delivery").start(this::run);
  }

  /** What every agent gets has changed. */
  public void everyone(Collection<AgentId> agents) {
    agents.forEach(this::enqueue);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void enqueue(AgentId agent) {
    lock.lock();
    try {
      waiting.add(agent);
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      Optional<AgentId> agent = take();
      while (agent.isPresent()) {
        deliver(agent.get());
        agent = take();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<AgentId> take() throws InterruptedException {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.await();
      }
      return closed ? Optional.empty() : Optional.of(waiting.removeFirst());
    } finally {
      lock.unlock();
    }
  }

  private void deliver(AgentId agent) throws InterruptedException {
    if (!member.test(agent)) {
      return;
    }
    try {
      inbox.deliver(agent, Extent.CHANGES);
    } catch (StoreUnavailable failed) {
      LOG.warnf("Retrying delivery to agent %s: %s", agent, failed.getMessage());
      enqueue(agent);
      pause();
    } catch (RuntimeException bug) {
      // Delivery that ends is worse than a bug that repeats: no other agent would get anything.
      LOG.errorf(bug, "Delivery to agent %s failed; retrying at its next heartbeat", agent);
    }
  }

  private void pause() throws InterruptedException {
    lock.lock();
    try {
      long remaining = RETRY.toNanos();
      while (remaining > 0 && !closed) {
        remaining = changed.awaitNanos(remaining);
      }
    } finally {
      lock.unlock();
    }
  }
}
