// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import io.nats.client.Message;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The chunks that a server has sent and nobody has read. It sends so many as its window has, until
 * one is acknowledged: that is when it is taken, before anything is done with it. While the reader
 * takes none, more than one chunk a second is acknowledged nevertheless, as long as there is room,
 * because the server gives up after two or five seconds without. Servers before 2.12.5 send what
 * their compression gives, not whole chunks; they overrun their window of 8 MiB by up to eight
 * chunks and then go on only once less than the window is open (nats-server 2.11, jetstream_api.go,
 * streamSnapshot).
 */
final class ChunkQueue {
  private static final Duration REMINDER = Duration.ofSeconds(1);
  private static final long OLD_WINDOW = 8L << 20;

  private final Consumer<Message> acknowledge;
  private final int chunk;
  private final long capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Message> unacknowledged = new ArrayDeque<>();
  private final Deque<Message> acknowledged = new ArrayDeque<>();
  private long held;
  private long open;
  private boolean oldFlow;
  private boolean taken;
  private boolean woken;
  private boolean closed;

  ChunkQueue(Consumer<Message> acknowledge, SnapshotOptions options) {
    this.acknowledge = acknowledge;
    this.chunk = options.chunkBytes();
    this.capacity = options.windowBytes();
  }

  /** Adds one that has come. */
  void add(Message message) {
    lock.lock();
    try {
      unacknowledged.add(message);
      held += message.getData().length;
      open += message.getData().length;
      oldFlow |= message.getReplyTo() != null && message.getData().length < chunk;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Wakes who waits, to look at something else. */
  void wake() {
    lock.lock();
    try {
      woken = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The next one, acknowledged; null if none comes in time, or earlier. */
  @Nullable Message take(Duration longest) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = longest.toNanos();
      while (acknowledged.isEmpty() && unacknowledged.isEmpty() && !woken && left > 0) {
        left = changed.awaitNanos(left);
      }
      woken = false;
      taken = true;
      Message early = acknowledged.poll();
      Message next = early != null ? early : acknowledgeNext();
      held -= next == null ? 0 : next.getData().length;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** Acknowledges for a slow reader until this is closed. */
  void remind() {
    lock.lock();
    try {
      while (!closed) {
        taken = false;
        long left = REMINDER.toNanos();
        while (left > 0 && !closed) {
          left = changed.awaitNanos(left);
        }
        if (!taken) {
          acknowledgeEarly();
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      unacknowledged.clear();
      acknowledged.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void acknowledgeEarly() {
    long invited = 0;
    while ((invited <= chunk || (oldFlow && open > OLD_WINDOW - chunk))
        && held + invited + chunk <= capacity) {
      Message next = acknowledgeNext();
      if (next == null) {
        return;
      }
      acknowledged.add(next);
      invited += next.getData().length;
    }
  }

  private @Nullable Message acknowledgeNext() {
    Message next = unacknowledged.poll();
    if (next != null) {
      open -= next.getData().length;
      acknowledge.accept(next);
    }
    return next;
  }
}
