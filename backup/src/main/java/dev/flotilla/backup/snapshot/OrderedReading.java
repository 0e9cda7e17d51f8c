// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.HeaderBlock;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages by an ordered consumer, which is deleted after the reading: it would hold back what a
 * stream deletes when all consumers have it.
 */
final class OrderedReading {
  private static final Duration SILENCE = Duration.ofSeconds(5);

  private final JetStreamApi api;
  private final String stream;

  OrderedReading(JetStreamApi api, String stream) {
    this.api = api;
    this.stream = stream;
  }

  /** Reads until the server has no more. */
  Reading read(Progress progress) throws IOException, InterruptedException {
    JetStreamSubscription messages;
    try {
      messages = subscribe(progress.last() + 1);
    } catch (JetStreamApiException refused) {
      // A work queue has no consumers without acknowledgements.
      return Reading.IMPOSSIBLE;
    }
    try {
      messages.setPendingLimits(0, 0);
      return read(messages, progress);
    } finally {
      end(messages);
    }
  }

  private Reading read(JetStreamSubscription messages, Progress progress)
      throws IOException, InterruptedException {
    boolean more = true;
    while (more) {
      @Nullable Message message = next(messages);
      if (message == null) {
        return Reading.UNREADABLE;
      }
      NatsJetStreamMetaData data = message.metaData();
      Map<String, List<String>> headers = headers(message);
      if (!HeaderBlock.isKept(headers)) {
        return Reading.UNREADABLE;
      }
      progress.accept(message(message, data, headers));
      more = data.pendingCount() > 0 && data.streamSequence() < progress.upTo();
    }
    return Reading.DONE;
  }

  /** The next one; null when none comes, also because the client cannot read it. */
  private @Nullable Message next(JetStreamSubscription messages)
      throws IOException, InterruptedException {
    Message message = messages.nextMessage(SILENCE);
    if (message == null) {
      messages.unsubscribe();
      api.connection().forceReconnect();
    }
    return message;
  }

  private JetStreamSubscription subscribe(long from) throws IOException, JetStreamApiException {
    JetStreamOptions options =
        JetStreamOptions.builder().prefix(api.prefix()).requestTimeout(api.timeout()).build();
    ConsumerConfiguration configuration =
        ConsumerConfiguration.builder()
            .deliverPolicy(DeliverPolicy.ByStartSequence)
            .startSequence(from)
            .build();
    return api.connection()
        .jetStream(options)
        .subscribe(
            ">",
            PushSubscribeOptions.builder().stream(stream)
                .ordered(true)
                .configuration(configuration)
                .build());
  }

  private void end(JetStreamSubscription messages) throws InterruptedException {
    String consumer = messages.getConsumerName();
    if (messages.isActive()) {
      messages.unsubscribe();
    }
    try {
      api.ask("CONSUMER.DELETE." + stream + "." + consumer, JetStreamApi.object());
    } catch (IOException notAllowed) {
      // It goes by itself some minutes later.
    }
  }

  private static Map<String, List<String>> headers(Message message) {
    Map<String, List<String>> headers = new TreeMap<>();
    if (message.hasHeaders()) {
      message.getHeaders().forEach(headers::put);
    }
    return headers;
  }

  private static ArchiveEntry.Message message(
      Message message, NatsJetStreamMetaData data, Map<String, List<String>> headers) {
    return new ArchiveEntry.Message(
        data.streamSequence(),
        StreamTail.nanos(data.timestamp().toInstant().toString()),
        message.getSubject(),
        HeaderBlock.of(headers),
        message.getData());
  }
}
