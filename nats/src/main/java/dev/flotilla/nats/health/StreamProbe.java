// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flotilla.nats.health.Health.Healthy;
import dev.flotilla.nats.health.Health.Unhealthy;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.JetStreamStatusCheckedException;
import io.nats.client.Message;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.Placement;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stores one message with as many replicas as there may be, reads it back, and removes the stream.
 * Each probe has its own stream, so that two probes at once do not disturb each other; what a
 * crashed one left is removed by a later one.
 */
final class StreamProbe {
  private static final Logger LOG = System.getLogger(StreamProbe.class.getName());
  private static final String PREFIX = "FLOTILLA_PROBE_";
  private static final int MOST_REPLICAS = 3;
  private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(2);

  private final Connection connection;
  private final Supplier<String> ids;
  private final Duration leftBehindAfter;
  private final Optional<String> cluster;

  /**
   * @param leftBehindAfter age from which a probe stream is taken for that of a crashed probe
   */
  StreamProbe(Connection connection, Supplier<String> ids, Duration leftBehindAfter) {
    this(connection, ids, leftBehindAfter, Optional.empty());
  }

  private StreamProbe(
      Connection connection,
      Supplier<String> ids,
      Duration leftBehindAfter,
      Optional<String> cluster) {
    this.connection = connection;
    this.ids = ids;
    this.leftBehindAfter = leftBehindAfter;
    this.cluster = cluster;
  }

  /** The same in that one of several joined clusters: a stream elsewhere would prove nothing. */
  StreamProbe placedIn(Optional<String> name) {
    return new StreamProbe(connection, ids, leftBehindAfter, name);
  }

  Health run(int servers, Deadline end) throws InterruptedException {
    String stream = PREFIX + ids.get();
    try {
      return storeAndRead(stream, Math.min(MOST_REPLICAS, servers), end);
    } catch (IOException
        | JetStreamApiException
        | JetStreamStatusCheckedException
        | TimeoutException problem) {
      return failed("The probe stream failed: " + problem.getMessage());
    } finally {
      remove(stream);
      removeLeftBehind();
    }
  }

  private Health storeAndRead(String stream, int replicas, Deadline end)
      throws IOException,
          JetStreamApiException,
          JetStreamStatusCheckedException,
          TimeoutException,
          InterruptedException {
    String subject = "flotilla.probe." + stream;
    JetStreamManagement management = management(end.remaining());
    management.addStream(configuration(stream, subject, replicas));
    ConsumerInfo consumer =
        management.addOrUpdateConsumer(
            stream, ConsumerConfiguration.builder().inactiveThreshold(leftBehindAfter).build());
    byte[] body = stream.getBytes(UTF_8);
    connection.jetStream(options(end.remaining())).publish(subject, body);
    @Nullable Message message =
        connection
            .getStreamContext(stream, options(end.remaining()))
            .getConsumerContext(consumer.getName())
            .next(atLeastASecond(end));
    if (message == null) {
      return failed("The probe message was stored but not delivered in time.");
    }
    message.ackSync(end.remaining());
    return new Healthy();
  }

  private StreamConfiguration configuration(String stream, String subject, int replicas) {
    StreamConfiguration.Builder builder = StreamConfiguration.builder();
    cluster.ifPresent(name -> builder.placement(Placement.builder().cluster(name).build()));
    return builder
        .name(stream)
        .subjects(subject)
        // On disk: the memory store is off by default.
        .storageType(StorageType.File)
        .replicas(replicas)
        .maxMessages(1)
        .maxAge(leftBehindAfter)
        .build();
  }

  private void remove(String stream) throws InterruptedException {
    try {
      management(LONGEST_REMOVAL).deleteStream(stream);
    } catch (IOException | JetStreamApiException problem) {
      LOG.log(Level.DEBUG, "cannot delete probe stream {0}: {1}", stream, problem.getMessage());
    }
  }

  /**
   * Age is judged by the servers' own clock: a stream's creation against the time of the answer.
   */
  private void removeLeftBehind() throws InterruptedException {
    try {
      for (StreamInfo info : management(LONGEST_REMOVAL).getStreams("flotilla.probe.>")) {
        ZonedDateTime now = info.getTimestamp();
        boolean old = now == null || info.getCreateTime().plus(leftBehindAfter).isBefore(now);
        if (info.getConfiguration().getName().startsWith(PREFIX) && old) {
          remove(info.getConfiguration().getName());
        }
      }
    } catch (IOException | JetStreamApiException problem) {
      LOG.log(Level.DEBUG, "cannot list old probe streams: {0}", problem.getMessage());
    }
  }

  private JetStreamManagement management(Duration timeout) throws IOException {
    return connection.jetStreamManagement(options(timeout));
  }

  private static JetStreamOptions options(Duration timeout) {
    return JetStreamOptions.builder().requestTimeout(timeout).build();
  }

  /** jnats refuses shorter waits. */
  private static Duration atLeastASecond(Deadline end) {
    Duration left = end.remaining();
    return left.toSeconds() < 1 ? Duration.ofSeconds(1) : left;
  }

  private static Unhealthy failed(String sentence) {
    return new Unhealthy(Reason.PROBE_FAILED, sentence);
  }
}
