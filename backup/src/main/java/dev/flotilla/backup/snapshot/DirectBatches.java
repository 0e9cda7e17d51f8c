// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.HeaderBlock;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Messages by Direct Get in batches, from whichever server answers (nats-server, stream.go,
 * getDirectRequest). Each names its predecessor in the batch, so that none is missed.
 */
final class DirectBatches {
  private static final int BATCH = 10_000;
  private static final int BATCH_BYTES = 4 * 1024 * 1024;
  private static final String STREAM = "Nats-Stream";
  private static final String SUBJECT = "Nats-Subject";
  private static final String SEQUENCE = "Nats-Sequence";
  private static final String TIME = "Nats-Time-Stamp";
  private static final String PENDING = "Nats-Num-Pending";
  private static final String PREVIOUS = "Nats-Last-Sequence";
  private static final List<String> ADDED =
      List.of(STREAM, SUBJECT, SEQUENCE, TIME, PENDING, PREVIOUS);

  private final JetStreamApi api;
  private final String stream;

  DirectBatches(JetStreamApi api, String stream) {
    this.api = api;
    this.stream = stream;
  }

  /** Reads until a server has no more. */
  Reading read(Progress progress) throws IOException, InterruptedException {
    Connection connection = api.connection();
    String inbox = connection.createInbox();
    Subscription answers = connection.subscribe(inbox);
    answers.setPendingLimits(0, 0);
    try {
      Batch batch = Batch.MORE;
      while (batch == Batch.MORE && progress.last() < progress.upTo()) {
        connection.publish(
            api.subject("DIRECT.GET." + stream),
            inbox,
            JetStreamApi.bytes(
                JetStreamApi.object()
                    .put("seq", progress.last() + 1)
                    .put("batch", BATCH)
                    .put("max_bytes", BATCH_BYTES)));
        batch = batch(answers, progress);
      }
      return switch (batch) {
        case MORE, LAST -> Reading.DONE;
        case IMPOSSIBLE -> Reading.IMPOSSIBLE;
        case UNREADABLE -> Reading.UNREADABLE;
      };
    } finally {
      if (answers.isActive()) {
        answers.unsubscribe();
      }
    }
  }

  private enum Batch {
    MORE,
    LAST,
    IMPOSSIBLE,
    UNREADABLE
  }

  private Batch batch(Subscription answers, Progress progress)
      throws IOException, InterruptedException {
    long previous = 0;
    while (true) {
      @Nullable Message message = next(answers);
      if (message == null) {
        return Batch.UNREADABLE;
      }
      if (message.isStatusMessage()) {
        return end(message);
      }
      Headers headers = message.getHeaders();
      if (!stream.equals(headers.getLast(STREAM)) || number(headers, PREVIOUS) != previous) {
        return Batch.IMPOSSIBLE;
      }
      Map<String, List<String>> stored = stored(headers);
      if (!HeaderBlock.isKept(stored)) {
        return Batch.UNREADABLE;
      }
      ArchiveEntry.Message read = message(message, headers, stored);
      previous = read.sequence();
      progress.accept(read);
    }
  }

  /** The next one; null when none comes, also because the client cannot read it. */
  private @Nullable Message next(Subscription answers) throws IOException, InterruptedException {
    Message message = answers.nextMessage(api.timeout());
    if (message == null) {
      answers.unsubscribe();
      api.connection().forceReconnect();
    }
    return message;
  }

  private static Batch end(Message status) {
    if (status.getStatus().getCode() != 204) {
      return status.getStatus().getCode() == 404 ? Batch.LAST : Batch.IMPOSSIBLE;
    }
    return number(status.getHeaders(), PENDING) > 0 ? Batch.MORE : Batch.LAST;
  }

  private static long number(Headers headers, String key) {
    String value = headers.getLast(key);
    return value == null ? -1 : Long.parseLong(value);
  }

  private static ArchiveEntry.Message message(
      Message message, Headers headers, Map<String, List<String>> stored) {
    return new ArchiveEntry.Message(
        number(headers, SEQUENCE),
        StreamTail.nanos(String.valueOf(headers.getLast(TIME))),
        String.valueOf(headers.getLast(SUBJECT)),
        HeaderBlock.of(stored),
        message.getData());
  }

  /** Without what the server added behind: the stored message can have the same keys. */
  private static Map<String, List<String>> stored(Headers headers) {
    Map<String, List<String>> stored = new TreeMap<>();
    headers.forEach(
        (key, values) -> {
          List<String> own = new ArrayList<>(values);
          if (ADDED.contains(key)) {
            own.removeLast();
          }
          stored.put(key, own);
        });
    return stored;
  }
}
