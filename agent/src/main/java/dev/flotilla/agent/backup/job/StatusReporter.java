// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup.job;

import dev.flotilla.agent.kubernetes.ApiRefusal;
import dev.flotilla.backup.engine.Progress;
import dev.flotilla.backup.engine.Result;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Writes progress, at most every two seconds and only the newest, and the result at the end. */
final class StatusReporter implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StatusReporter.class);
  private static final long PERIOD_SECONDS = 2;
  private static final long RETRY_SECONDS = 5;

  private final TaskResource resource;
  private final AtomicReference<@Nullable Progress> newest = new AtomicReference<>();
  private volatile @Nullable Progress written;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("status").factory());

  StatusReporter(TaskResource resource) {
    this.resource = resource;
    var _ = timer.scheduleWithFixedDelay(this::flush, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /** Accepts progress; the next one may replace it before it is written. */
  void progress(Progress progress) {
    newest.set(progress);
  }

  private void flush() {
    Progress progress = newest.get();
    if (progress != null && !progress.equals(written)) {
      try {
        resource.write(progress, null);
        written = progress;
      } catch (KubernetesClientException refused) {
        LOG.warn(ApiRefusal.problem("progress", refused).message());
      }
    }
  }

  /**
   * Writes the result, again and again until the API server accepts it.
   *
   * @return false when there is nothing left to write it to
   * @throws InterruptedException when the process is stopped
   */
  boolean conclude(Result result) throws InterruptedException {
    stopTimer();
    while (true) {
      try {
        resource.write(newest.get(), result);
        LOG.infof("%s: %s", result.state(), result.message());
        return true;
      } catch (KubernetesClientException refused) {
        LOG.warn(ApiRefusal.problem("the result", refused).message());
        if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
          return false;
        }
      }
      retryLater();
    }
  }

  /** The timer no longer runs anything, so this waits for the time or for an interruption. */
  private void retryLater() throws InterruptedException {
    var pause = Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());
    try (pause) {
      var elapsed = pause.schedule(() -> true, RETRY_SECONDS, TimeUnit.SECONDS);
      var _ = elapsed.get();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void stopTimer() throws InterruptedException {
    timer.shutdown();
    var _ = timer.awaitTermination(RETRY_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
