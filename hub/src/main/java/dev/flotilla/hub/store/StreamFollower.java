// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import io.nats.client.Connection;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.StreamContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StreamState;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reads a stream from its beginning and then as it grows, in order and without gaps, over any loss
 * of the server. What the hub knows it knows by folding streams: a writer waits here until its own
 * write has come back.
 */
public final class StreamFollower implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(StreamFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofMillis(500);

  private final Connection connection;
  private final String stream;
  private final Consumer<StoredMessage> fold;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition advanced = lock.newCondition();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch caughtUp = new CountDownLatch(1);
  private long folded;
  private boolean atEnd;

  /** Each message is given to the fold once, by one thread. */
  public StreamFollower(Connection connection, String stream, Consumer<StoredMessage> fold) {
    this.connection = connection;
    this.stream = stream;
    this.fold = fold;
  }

  /** Begins to read. */
  public void start() {
    Thread.ofVirtual().name("follow-" + stream).start(this::run);
  }

  /**
   * Waits until everything that the stream held at the start was folded.
   *
   * @throws StoreUnavailable when the connection ends for good before that
   */
  public void awaitCaughtUp() throws InterruptedException {
    while (!caughtUp.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
      if (connection.getStatus() == Connection.Status.CLOSED) {
        throw new StoreUnavailable("the connection ended before " + stream + " was read");
      }
    }
  }

  /** The sequence of the last message that was folded; 0 for none. */
  public long folded() {
    lock.lock();
    try {
      return folded;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until a message was folded; false when that takes longer than the deadline. */
  public boolean awaitSequence(long sequence, Duration deadline) throws InterruptedException {
    long remaining = deadline.toNanos();
    lock.lock();
    try {
      while (folded < sequence) {
        if (remaining <= 0) {
          return false;
        }
        remaining = advanced.awaitNanos(remaining);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    while (closed.getCount() > 0) {
      try {
        follow();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception lost) {
        // Also unchecked: a client whose server is away reports it in several ways, and all of them
        // pass.
        LOG.debugf(lost, "Reading %s again from %d", stream, folded + 1);
        pause();
      }
    }
  }

  private void follow()
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          InterruptedException {
    StreamContext context = connection.getStreamContext(stream);
    StreamState state = context.getStreamInfo().getStreamState();
    long last = state.getMsgCount() == 0 ? 0 : state.getLastSequence();
    OrderedConsumerConfiguration configuration = new OrderedConsumerConfiguration();
    if (folded > 0) {
      configuration.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(folded + 1);
    }
    long reconnects = connection.getStatistics().getReconnects();
    IterableConsumer consumer = context.createOrderedConsumer(configuration).iterate();
    try {
      read(consumer, last, reconnects);
    } finally {
      consumer.stop();
    }
  }

  // A consumer lives in the server's memory: after a reconnect it may be gone, and only its missing
  // heartbeats would show it.
  private void read(IterableConsumer consumer, long last, long reconnects)
      throws IOException, InterruptedException, JetStreamStatusCheckedException {
    while (closed.getCount() > 0 && connection.getStatistics().getReconnects() == reconnects) {
      // Where the last messages were purged, none has the stream's last sequence.
      if (folded >= last || atEnd) {
        caughtUp.countDown();
      }
      long asked = System.nanoTime();
      @Nullable Message message = consumer.nextMessage(POLL);
      if (message != null) {
        accept(message);
      } else if (consumer.isFinished() || consumer.isStopped()) {
        return;
      } else if (System.nanoTime() - asked < POLL.toNanos() / 2) {
        // A subscription that ended with its connection returns nothing immediately, forever:
        // polling it would starve the hub's other threads.
        throw new IOException("the subscription ended");
      }
    }
  }

  private void accept(Message message) {
    long sequence = message.metaData().streamSequence();
    atEnd = message.metaData().pendingCount() == 0;
    if (sequence <= folded) {
      return;
    }
    StoredMessage stored =
        new StoredMessage(
            message.getSubject(),
            sequence,
            message.metaData().timestamp().toInstant(),
            deletion(message.getHeaders()),
            message.getData());
    try {
      fold.accept(stored);
    } catch (RuntimeException bug) {
      // One message that cannot be understood must not hide all that follow it.
      LOG.errorf(bug, "Message %d of %s was skipped", sequence, stream);
    }
    lock.lock();
    try {
      folded = sequence;
      advanced.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static boolean deletion(@Nullable Headers headers) {
    @Nullable String operation = headers == null ? null : headers.getFirst("KV-Operation");
    return "DEL".equals(operation) || "PURGE".equals(operation);
  }

  private void pause() {
    try {
      boolean ignored = closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
