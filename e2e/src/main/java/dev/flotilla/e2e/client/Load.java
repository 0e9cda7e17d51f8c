// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Nats;
import io.nats.client.PublishOptions;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Many connections, one of which publishes to many streams of three replicas in turn, at a fixed
 * rate, with one message in flight for each stream. Reports every second what was acknowledged, and
 * the longest time without any acknowledgement.
 */
final class Load {

  private static final String STREAM = "LOAD_";
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration REPORT = Duration.ofSeconds(1);

  /** After which a message is sent again: its acknowledgement may be lost with a connection. */
  private static final Duration ATTEMPT = Duration.ofMillis(500);

  /** After which a message counts as failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofMillis(20);

  private final Connection publisher;
  private final int connections;
  private final int streams;
  private final Duration period;
  private final JetStream stream;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Acknowledgements acknowledgements = new Acknowledgements();

  /**
   * @param rate messages a second, over all streams
   */
  Load(Connection publisher, int connections, int streams, int rate) throws IOException {
    this.publisher = publisher;
    this.connections = connections;
    this.streams = streams;
    this.period = Duration.ofSeconds(1).multipliedBy(streams).dividedBy(rate);
    this.stream = publisher.jetStream();
  }

  /** Returns whether every message was acknowledged. */
  boolean run() throws IOException, JetStreamApiException, InterruptedException {
    for (int index = 0; index < streams; index++) {
      create(STREAM + index);
    }
    List<Connection> all = connect();
    publisher.createDispatcher(_ -> stop.countDown()).subscribe(Steady.STOP);
    try (var timer = Executors.newScheduledThreadPool(streams)) {
      for (int index = 0; index < streams; index++) {
        schedule(timer, index);
      }
      if (!pause(WARM_UP)) {
        acknowledgements.begin();
      }
      while (!pause(REPORT)) {
        print(all);
      }
      timer.shutdownNow();
    }
    print(all);
    return acknowledgements.figures().failed() == 0;
  }

  private void create(String name) throws IOException, JetStreamApiException {
    publisher
        .jetStreamManagement()
        .addStream(
            StreamConfiguration.builder()
                .name(name)
                .subjects(name)
                .storageType(StorageType.File)
                .replicas(3)
                .build());
  }

  private List<Connection> connect() throws IOException, InterruptedException {
    List<Connection> all = new ArrayList<>(List.of(publisher));
    while (all.size() < connections) {
      all.add(Nats.connect(publisher.getOptions()));
    }
    return all;
  }

  private void schedule(ScheduledExecutorService timer, int index) {
    long first = period.toNanos() * index / streams;
    var _ =
        timer.scheduleAtFixedRate(
            new Publisher(STREAM + index)::publish, first, period.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Returns true at once when asked to stop. */
  private boolean pause(Duration time) throws InterruptedException {
    return stop.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void print(List<Connection> all) {
    long connected =
        all.stream().filter(one -> one.getStatus() == Connection.Status.CONNECTED).count();
    System.out.printf(
        "at=%s connected=%d %s%n", Instant.now(), connected, acknowledgements.figures());
  }

  /** Publishes to one stream, one message after another. */
  private final class Publisher {

    private final String subject;
    private long sent;

    Publisher(String subject) {
      this.subject = subject;
    }

    void publish() {
      byte[] body = Long.toString(sent++).getBytes(StandardCharsets.UTF_8);
      // The id lets the stream keep it once, however often it is sent.
      var once = PublishOptions.builder().streamTimeout(ATTEMPT).messageId(subject + sent).build();
      long end = System.nanoTime() + PATIENCE.toNanos();
      try {
        while (stop.getCount() > 0) {
          if (attempt(body, once)) {
            acknowledgements.arrived();
            return;
          }
          if (System.nanoTime() - end >= 0) {
            acknowledgements.failed(subject);
            return;
          }
          pause(BEFORE_NEXT_ATTEMPT);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    private boolean attempt(byte[] body, PublishOptions once) {
      try {
        stream.publish(subject, body, once);
        return true;
      } catch (IOException | JetStreamApiException | IllegalStateException problem) {
        System.out.printf("%s %s: %s%n", Instant.now(), subject, problem.getMessage());
        return false;
      }
    }
  }
}
