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
 * Publishes one message after another to a stream of three replicas, each again until it is
 * acknowledged, and reads them with a durable consumer, until it is asked to stop.
 */
final class Steady {

  /** A message on this subject ends it. */
  static final String STOP = "control.stop";

  private static final String STREAM = "STEADY";
  private static final String SUBJECT = "steady.messages";
  private static final Duration BETWEEN = Duration.ofMillis(20);
  private static final Duration FETCH = Duration.ofSeconds(1);
  private static final Duration REPORT = Duration.ofSeconds(1);
  private static final Duration CATCH_UP = Duration.ofMinutes(1);

  private final Connection connection;
  private final StorageType storage;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicLong acknowledged = new AtomicLong();
  private final BitSet read = new BitSet();

  Steady(Connection connection, StorageType storage) {
    this.connection = connection;
    this.storage = storage;
  }

  /** Returns whether every acknowledged message was read. */
  boolean run() throws Exception {
    connection
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name(STREAM)
                .subjects("steady.>")
                .storageType(storage)
                .replicas(3)
                .build());
    connection.createDispatcher(_ -> stop.countDown()).subscribe(STOP);
    var reader = Thread.ofVirtual().start(this::read);
    var reporter = Thread.ofVirtual().start(this::report);
    publish();
    await(reader);
    await(reporter);
    int lost = missing();
    print(lost);
    return lost == 0;
  }

  private void publish() throws InterruptedException {
    while (!stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS)) {
      publishOne(Long.toString(acknowledged.get()));
    }
  }

  /** The id lets the stream keep it once, however often it is sent. */
  private void publishOne(String id) throws InterruptedException {
    var options = PublishOptions.builder().messageId(id).build();
    while (stop.getCount() > 0) {
      try {
        connection.jetStream().publish(SUBJECT, id.getBytes(StandardCharsets.UTF_8), options);
        acknowledged.incrementAndGet();
        return;
      } catch (IOException | JetStreamApiException | IllegalStateException problem) {
        System.out.println("sent again: " + problem.getMessage());
        stop.await(BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private void read() {
    long end = Long.MAX_VALUE;
    while (System.nanoTime() < end) {
      try {
        end = readWith(subscribe(), end);
      } catch (IOException | JetStreamApiException | IllegalStateException problem) {
        System.out.println("subscribed again: " + problem.getMessage());
      }
      if (stop.getCount() == 0 && missing() == 0) {
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
        if (missing() == 0) {
          return end;
        }
      }
    }
    return end;
  }

  private void take(Message message) {
    synchronized (read) {
      read.set(Integer.parseInt(new String(message.getData(), StandardCharsets.UTF_8)));
    }
    message.ack();
  }

  private JetStreamSubscription subscribe() throws IOException, JetStreamApiException {
    var consumer =
        ConsumerConfiguration.builder().durable("reader").ackPolicy(AckPolicy.Explicit).build();
    return connection
        .jetStream()
        .subscribe("steady.>", PullSubscribeOptions.builder().configuration(consumer).build());
  }

  /** Acknowledged and not read; a last one that was sent and not acknowledged does not count. */
  private int missing() {
    int known = (int) acknowledged.get();
    synchronized (read) {
      return known - read.get(0, known).cardinality();
    }
  }

  private void report() {
    try {
      while (!stop.await(REPORT.toMillis(), TimeUnit.MILLISECONDS)) {
        print(-1);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(long lost) {
    long known = acknowledged.get();
    System.out.printf("acknowledged=%d read=%d lost=%d%n", known, known - missing(), lost);
  }

  private static void await(Thread thread) throws InterruptedException {
    thread.join();
  }
}
