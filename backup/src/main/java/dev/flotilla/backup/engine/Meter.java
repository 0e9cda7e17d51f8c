// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Adds up what several threads have done, and passes it on. */
final class Meter {
  private final Consumer<Progress> progress;
  private final Instant started;
  private final int streams;
  private final long bytesTotal;
  private final AtomicInteger streamsDone = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private volatile String message = "";

  Meter(Consumer<Progress> progress, Instant started, int streams, long bytesTotal) {
    this.progress = progress;
    this.started = started;
    this.streams = streams;
    this.bytesTotal = bytesTotal;
  }

  /** What is being done now, a clause. */
  void now(String clause) {
    message = clause;
    tell();
  }

  /** More bytes have passed. */
  void add(long count) {
    bytes.addAndGet(count);
    tell();
  }

  /** A stream has ended, well or not. */
  void done() {
    streamsDone.incrementAndGet();
    tell();
  }

  private void tell() {
    progress.accept(
        new Progress(
            streams, streamsDone.get(), bytes.get(), bytesTotal, started.toString(), message));
  }
}
