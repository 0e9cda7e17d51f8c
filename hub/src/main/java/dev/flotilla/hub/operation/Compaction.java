// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.operation.OperationLog.Decision;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Reader;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Keeps the operation log as short as what is desired and open allows. For one agent at a time:
 * documents in use and operations that ended are stored apart, then a checkpoint is written to the
 * log, then the lines before it are purged. The hub may be killed after any step, and any step may
 * be done twice: until the checkpoint is on disk the log is whole without it, and from then on
 * without what is purged.
 */
public final class Compaction implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Compaction.class);

  /** So many lines of an agent are worth a checkpoint; once a day fewer are as well. */
  static final int LINES = 200;

  /** When other writers are always faster, their lines bring the next attempt. */
  private static final int ATTEMPTS = 5;

  private final OperationLog log;
  private final OperationHistory history;
  private final Documents documents;
  private final Reader reader;
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("compaction").factory());

  /** Compacts a log over this connection of the hub's account. */
  public Compaction(
      OperationLog log, OperationHistory history, Documents documents, Connection connection)
      throws IOException {
    this.log = log;
    this.history = history;
    this.documents = documents;
    this.reader = new Reader(connection);
  }

  /** Begins to compact; first of all completes what a killed hub left incomplete. */
  public void start() {
    log.listen(
        (_, after, _) -> {
          int lines = after.tail().lines();
          if (lines > 0 && lines % LINES == 0) {
            executor.execute(() -> attempt(after.agent()));
          }
        });
    executor.execute(this::resume);
    var ignored = executor.scheduleAtFixedRate(this::daily, 1, 1, TimeUnit.DAYS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void resume() {
    for (Ledger ledger : log.all()) {
      if (ledger.tail().lines() >= LINES) {
        attempt(ledger.agent());
      } else {
        guarded("Completing the compaction for agent " + ledger.agent(), () -> complete(ledger));
      }
    }
  }

  private void daily() {
    log.all().forEach(ledger -> attempt(ledger.agent()));
    guarded("Trimming the history", history::trim);
  }

  private void attempt(AgentId agent) {
    guarded("Compaction for agent " + agent, () -> compact(agent));
  }

  // Nothing depends on it now, and everything is tried again: a failure must end neither the thread
  // nor the work on other agents.
  private static void guarded(String what, Runnable step) {
    try {
      step.run();
    } catch (StoreUnavailable later) {
      LOG.infof("%s is tried again later: %s", what, later.getMessage());
    } catch (RuntimeException bug) {
      LOG.errorf(bug, "%s failed and is tried again later", what);
    }
  }

  private void compact(AgentId agent) {
    boolean written = false;
    for (int attempt = 0; attempt < ATTEMPTS && !written; attempt++) {
      Ledger ledger = log.of(agent);
      if (ledger.droppable().isEmpty()) {
        return;
      }
      documents.store(agent, ledger.documents());
      history.add(ledger.droppable());
      written = log.decide(agent, this::decide);
    }
    if (written) {
      Ledger shortened = log.of(agent);
      purge(shortened);
      documents.prune(shortened);
    }
  }

  private Decision<Boolean> decide(Ledger ledger) {
    return documents.hold(ledger.agent(), ledger.documents().keySet())
            && history.hold(ledger.droppable())
        ? new Decision.Shorten<>(ledger.checkpoint(), true)
        : new Decision.Leave<>(false);
  }

  private void complete(Ledger ledger) {
    if (ledger.tail().surplus()) {
      purge(ledger);
    }
    documents.prune(ledger);
  }

  private void purge(Ledger ledger) {
    reader.purgeBefore(
        HubStreams.OPERATIONS,
        HubStreams.OPERATIONS_PREFIX + ledger.agent() + ".>",
        ledger.tail().checkpoint());
  }
}
