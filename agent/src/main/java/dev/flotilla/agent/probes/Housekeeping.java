// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.probes;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Releases memory that only the start needed. An idle agent allocates so little that the collector
 * would not run for hours, and its heap would stay as large as at the start: in every member, for
 * years.
 */
@ApplicationScoped
public class Housekeeping {
  private static final Duration AFTER_START = Duration.ofSeconds(20);
  private static final Duration EVERY = Duration.ofMinutes(10);

  private final CountDownLatch stopped = new CountDownLatch(1);

  /** Starts in the background. */
  public void start() {
    Thread.ofVirtual().name("housekeeping").start(this::run);
  }

  /** Stops. */
  public void stop() {
    stopped.countDown();
  }

  private void run() {
    try {
      Duration wait = AFTER_START;
      while (!stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        System.gc();
        wait = EVERY;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
