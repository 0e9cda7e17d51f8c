// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.client;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** One stream, filled, read and counted. */
final class RoundTrip {

  private static final String STREAM = "ORDERS";
  private static final String CAPTURED = "orders.new";
  private static final String UNCAPTURED = "invoices.new";
  private static final int BATCH = 500;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Connection connection;
  private final int messages;
  private final int replicas;

  RoundTrip(Connection connection, int messages, int replicas) {
    this.connection = connection;
    this.messages = messages;
    this.replicas = replicas;
  }

  /** Returns whether every message was acknowledged, stored and read exactly once. */
  boolean run() throws Exception {
    var management = connection.jetStreamManagement();
    management.addStream(
        StreamConfiguration.builder()
            .name(STREAM)
            .subjects("orders.>")
            .storageType(StorageType.File)
            .replicas(replicas)
            .build());
    long before = count(management);
    int acknowledged = publish(connection.jetStream());
    long stored = count(management) - before;
    int read = read(connection.jetStream(), before + 1);
    connection.publish(UNCAPTURED, "not stored".getBytes(StandardCharsets.UTF_8));
    connection.flush(PATIENCE);
    long uncaptured = count(management) - before - stored;
    System.out.printf(
        "published=%d acknowledged=%d stored=%d read=%d uncaptured=%d replicas=%d%n",
        messages, acknowledged, stored, read, uncaptured, replicas);
    return acknowledged == messages && stored == messages && read == messages && uncaptured == 0;
  }

  private int publish(JetStream stream) throws InterruptedException, ExecutionException {
    int acknowledged = 0;
    for (int sent = 0; sent < messages; sent += BATCH) {
      List<CompletableFuture<PublishAck>> acks = new ArrayList<>();
      for (int index = sent; index < Math.min(messages, sent + BATCH); index++) {
        acks.add(
            stream.publishAsync(CAPTURED, ("order " + index).getBytes(StandardCharsets.UTF_8)));
      }
      for (var ack : acks) {
        acknowledged += ack.get().hasError() ? 0 : 1;
      }
    }
    return acknowledged;
  }

  private int read(JetStream stream, long firstSequence) throws IOException, JetStreamApiException {
    var consumer =
        ConsumerConfiguration.builder()
            .ackPolicy(AckPolicy.None)
            .deliverPolicy(DeliverPolicy.ByStartSequence)
            .startSequence(firstSequence)
            .build();
    JetStreamSubscription subscription =
        stream.subscribe(
            "orders.>", PullSubscribeOptions.builder().configuration(consumer).build());
    int read = 0;
    while (read < messages) {
      // A fetch of more than there are would wait for its full timeout.
      List<Message> batch = subscription.fetch(Math.min(BATCH, messages - read), PATIENCE);
      if (batch.isEmpty()) {
        break;
      }
      read += batch.size();
    }
    return read;
  }

  private static long count(JetStreamManagement management)
      throws IOException, JetStreamApiException {
    return management.getStreamInfo(STREAM).getStreamState().getMsgCount();
  }
}
