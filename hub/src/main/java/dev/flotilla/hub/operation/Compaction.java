// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.operation.OperationLog.Decision;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Reader;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;

/**
 * Keeps the operation log as short as what is desired and open allows. For one agent at a time:
 * documents in use and operations that ended are stored apart, then a checkpoint is written to the
 * log, then the lines before it are purged. The hub may be killed after any step, and any step may
 * be done twice: until the checkpoint is on disk the log is whole without it, and from then on
 * without what is purged.
 */
final class Compaction implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Compaction.class);

  /** So many lines of an agent are worth a checkpoint; once a day fewer are as well. */
  static final int LINES = 200;

  /** When other writers are always faster, their lines bring the next attempt. */
  private static final int ATTEMPTS = 5;

  private final OperationLog log;
  private final OperationHistory history;
  private final Documents documents;
  private final ToLongFunction<AgentId> reported;
  private final Reader reader;
  private final OperationLog.Listener grown = (_, after, _) -> grown(after);
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("compaction").factory());

  /**
   * Compacts a log.
   *
   * @param reported revision of the index that an agent reported last; 0 when it has reported none
   *     since the hub started
   * @param reader of the hub's streams
   */
  Compaction(OperationLog log, Archive archive, ToLongFunction<AgentId> reported, Reader reader) {
    this.log = log;
    this.history = archive.history();
    this.documents = archive.documents();
    this.reported = reported;
    this.reader = reader;
  }

  /** Where what leaves the log goes. */
  record Archive(OperationHistory history, Documents documents) {}

  /** Begins to compact; first of all completes what a killed hub left incomplete. */
  void start() {
    log.listen(grown);
    executor.execute(this::resume);
    var ignored = executor.scheduleAtFixedRate(this::daily, 1, 1, TimeUnit.DAYS);
  }

  @Override
  public void close() {
    log.ignore(grown);
    executor.shutdownNow();
  }

  private void grown(Ledger after) {
    int lines = after.tail().lines();
    if (lines > 0 && lines % LINES == 0 && !executor.isShutdown()) {
      executor.execute(() -> attempt(after.agent()));
    }
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
      if (!ledger.shortenedBy(reported.applyAsLong(agent))) {
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
        ? new Decision.Shorten<>(ledger.checkpoint(reported.applyAsLong(ledger.agent())), true)
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
