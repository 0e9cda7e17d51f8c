// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.snapshot.SnapshotFailed.Reason;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A snapshot that a server sends: the leader of the stream answers {@code STREAM.SNAPSHOT} and then
 * publishes an archive in chunks, within a window of chunks that are not acknowledged, until an
 * empty one (nats-server, jetstream_api.go, streamSnapshot).
 */
public final class StreamSnapshot implements Closeable {
  private static final Duration RETRY = Duration.ofMillis(250);

  private final JetStreamApi api;
  private final ChunkQueue queue;
  private final Dispatcher dispatcher;
  private final ConnectionWatch watch;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final JsonNode config;
  private final JsonNode state;
  private final String leader;
  private final SnapshotContent content;

  private StreamSnapshot(JetStreamApi api, String stream, SnapshotOptions options)
      throws IOException, InterruptedException {
    this.api = api;
    Connection connection = api.connection();
    leader = leader(api, stream);
    queue = new ChunkQueue(chunk -> acknowledge(connection, chunk), options);
    watch = new ConnectionWatch(connection, queue::wake);
    dispatcher = connection.createDispatcher(queue::add);
    dispatcher.setPendingLimits(0, 0);
    try {
      JsonNode answer = begin(stream, options);
      config = answer.path("config");
      state = answer.path("state");
    } catch (IOException | InterruptedException | RuntimeException problem) {
      close();
      throw problem;
    }
    content = new SnapshotContent(queue, watch, new Origin(api, stream, leader), options.silence());
    Thread.ofVirtual().name("snapshot-" + stream).start(queue::remind);
  }

  /**
   * Begins one; it must be closed.
   *
   * @throws SnapshotFailed when it cannot be begun
   */
  public static StreamSnapshot begin(JetStreamApi api, String stream, SnapshotOptions options)
      throws IOException, InterruptedException {
    return new StreamSnapshot(api, stream, options);
  }

  /** The stream's configuration. */
  public JsonNode config() {
    return config;
  }

  /** The stream's state when it was begun, which its archive ends with at the latest. */
  public JsonNode state() {
    return state;
  }

  /** Name of the server that led the stream shortly before; empty where there is no cluster. */
  public String leader() {
    return leader;
  }

  /**
   * The archive. Reading throws {@link SnapshotFailed} unless it is complete; an end is a complete
   * one.
   */
  public InputStream content() {
    return content;
  }

  /** Bytes of the archive that have been read. */
  public long bytes() {
    return content.bytes();
  }

  /** Ends it; a server that still sends notices. */
  @Override
  public void close() {
    closed.countDown();
    queue.close();
    watch.close();
    try {
      api.connection().closeDispatcher(dispatcher);
    } catch (IllegalStateException | IllegalArgumentException alreadyClosed) {
      // The dispatcher ends with its connection.
    }
  }

  private static String leader(JetStreamApi api, String stream)
      throws IOException, InterruptedException {
    try {
      return api.info(stream).path("cluster").path("leader").asText("");
    } catch (ApiError refused) {
      throw failed(refused);
    } catch (NoAnswer none) {
      throw new SnapshotFailed(Reason.NO_ANSWER, String.valueOf(none.getMessage()), none);
    }
  }

  private JsonNode begin(String stream, SnapshotOptions options)
      throws IOException, InterruptedException {
    String inbox = api.connection().createInbox();
    dispatcher.subscribe(inbox);
    ObjectNode request =
        JetStreamApi.object()
            .put("deliver_subject", inbox)
            .put("no_consumers", !options.consumers())
            .put("chunk_size", options.chunkBytes())
            .put("window_size", options.serverWindow());
    long start = System.nanoTime();
    while (true) {
      try {
        return api.ask("STREAM.SNAPSHOT." + stream, request);
      } catch (NoAnswer none) {
        throw new SnapshotFailed(Reason.NO_ANSWER, String.valueOf(none.getMessage()), none);
      } catch (ApiError refused) {
        boolean late = System.nanoTime() - start > options.inProgress().toNanos();
        if (late || failed(refused).reason() != Reason.IN_PROGRESS) {
          throw failed(refused);
        }
        closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  private static SnapshotFailed failed(ApiError refused) {
    String message = String.valueOf(refused.getMessage());
    Reason reason =
        switch (refused.code()) {
          case ApiError.STREAM_NOT_FOUND -> Reason.NOT_FOUND;
          case ApiError.SNAPSHOT_FAILED ->
              message.contains("in progress") ? Reason.IN_PROGRESS : Reason.SERVER_ERROR;
          default -> Reason.SERVER_ERROR;
        };
    return new SnapshotFailed(reason, message, refused);
  }

  private static void acknowledge(Connection connection, Message chunk) {
    String subject = chunk.getReplyTo();
    if (subject != null) {
      try {
        connection.publish(subject, new byte[0]);
      } catch (IllegalStateException closed) {
        // The reader notices by itself that the connection is lost.
      }
    }
  }
}
