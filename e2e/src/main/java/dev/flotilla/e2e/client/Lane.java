// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PublishOptions;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One stream of three replicas: its publisher, which sends each message again until it is
 * acknowledged, and its reader with a durable consumer.
 */
final class Lane {

  private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofMillis(20);
  private static final Duration FETCH = Duration.ofSeconds(1);
  private static final Duration CATCH_UP = Duration.ofMinutes(1);

  private final Connection connection;
  private final String stream;
  private final Duration period;
  private final CountDownLatch stop;
  private final AtomicLong acknowledged = new AtomicLong();
  private final BitSet read = new BitSet();
  private long lastSequence;
  private int lastRead = -1;
  private int disordered;

  /**
   * What was counted.
   *
   * @param acknowledged messages whose acknowledgement arrived
   * @param read how many of these were read
   * @param disordered messages that the stream has before one that was published earlier
   */
  record Count(long acknowledged, long read, long disordered) {

    static final Count NONE = new Count(0, 0, 0);

    Count and(Count other) {
      return new Count(
          acknowledged + other.acknowledged, read + other.read, disordered + other.disordered);
    }
  }

  /**
   * Of a stream that does not exist yet.
   *
   * @param period between two messages
   * @param stop is zero once it should end
   */
  Lane(Connection connection, String stream, Duration period, CountDownLatch stop) {
    this.connection = connection;
    this.stream = stream;
    this.period = period;
    this.stop = stop;
  }

  void create(StorageType storage) throws IOException, JetStreamApiException {
    connection
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name(stream)
                .subjects(stream)
                .storageType(storage)
                .replicas(3)
                .build());
  }

  /** Publishes until it should end. */
  void publish() {
    try {
      while (!stop.await(period.toMillis(), TimeUnit.MILLISECONDS)) {
        publishOne(Long.toString(acknowledged.get()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The id lets the stream keep it once, however often it is sent. */
  private void publishOne(String id) throws InterruptedException {
    var options = PublishOptions.builder().messageId(id).build();
    while (stop.getCount() > 0) {
      try {
        connection.jetStream().publish(stream, id.getBytes(StandardCharsets.UTF_8), options);
        acknowledged.incrementAndGet();
        return;
      } catch (IOException | JetStreamApiException | IllegalStateException problem) {
        System.out.println(stream + " sent again: " + problem.getMessage());
        stop.await(BEFORE_NEXT_ATTEMPT.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Reads until it should end and has read everything, or gives up. */
  void read() {
    long end = Long.MAX_VALUE;
    while (System.nanoTime() < end) {
      try {
        end = readWith(subscribe(), end);
      } catch (IOException | JetStreamApiException | IllegalStateException problem) {
        System.out.println(stream + " subscribed again: " + problem.getMessage());
      }
      if (stop.getCount() == 0 && hasReadAll()) {
        return;
      }
    }
  }

  private long readWith(JetStreamSubscription subscription, long deadline) {
    long end = deadline;
    while (System.nanoTime() < end) {
      List<Message> batch = subscription.fetch(100, FETCH);
      batch.forEach(this::take);
      if (stop.getCount() == 0) {
        end = Math.min(end, System.nanoTime() + CATCH_UP.toNanos());
        if (hasReadAll()) {
          return end;
        }
      }
    }
    return end;
  }

  private void take(Message message) {
    note(
        message.metaData().streamSequence(),
        Integer.parseInt(new String(message.getData(), StandardCharsets.UTF_8)));
    message.ack();
  }

  /** One that is delivered again has a sequence that was seen. */
  private synchronized void note(long sequence, int id) {
    read.set(id);
    if (sequence > lastSequence) {
      disordered += id > lastRead ? 0 : 1;
      lastSequence = sequence;
      lastRead = id;
    }
  }

  private JetStreamSubscription subscribe() throws IOException, JetStreamApiException {
    var consumer =
        ConsumerConfiguration.builder().durable("reader").ackPolicy(AckPolicy.Explicit).build();
    return connection
        .jetStream()
        .subscribe(stream, PullSubscribeOptions.builder().configuration(consumer).build());
  }

  private boolean hasReadAll() {
    Count now = count();
    return now.read() == now.acknowledged();
  }

  /** A last message that was sent and not acknowledged does not count. */
  synchronized Count count() {
    int known = (int) acknowledged.get();
    return new Count(known, read.get(0, known).cardinality(), disordered);
  }
}
