// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The subject to which a server wants the chunks of an archive. It answers each, in their order,
 * with an empty message, and the empty last one with the stream (nats-server, jetstream_api.go,
 * processStreamRestore). All go over one connection, which keeps the order.
 */
final class RestoreChannel implements Closeable {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final byte[] NONE = {};
  private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

  private final Connection connection;
  private final String subject;
  private final String inbox;
  private final int inFlight;
  private final Duration silence;
  private final Semaphore slots;
  private final CompletableFuture<JsonNode> answer = new CompletableFuture<>();
  private final Dispatcher dispatcher;
  private final ConnectionWatch watch;
  private long sent;
  private long bytes;
  private boolean ended;
  private volatile boolean answered;

  RestoreChannel(Connection connection, String subject, int inFlight, Duration silence) {
    this.connection = connection;
    this.subject = subject;
    this.inFlight = inFlight;
    this.silence = silence;
    this.slots = new Semaphore(inFlight);
    this.inbox = connection.createInbox();
    this.dispatcher = connection.createDispatcher(this::answered);
    this.dispatcher.setPendingLimits(0, 0);
    this.dispatcher.subscribe(inbox + ".*");
    this.watch = new ConnectionWatch(connection, this::lost);
  }

  /** Bytes that were sent. */
  long bytes() {
    return bytes;
  }

  /** Whether the last, empty chunk was sent and the server may still be at work on it. */
  boolean isUnanswered() {
    return ended && !answered;
  }

  /** Sends a chunk as soon as there is room for it. */
  void send(byte[] chunk) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (!slots.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
      requireSound();
      if (System.nanoTime() - start > silence.toNanos()) {
        throw new IOException("the server answered no chunk for " + silence.toSeconds() + " s");
      }
    }
    requireSound();
    publish(chunk, inbox + "." + ++sent);
    bytes += chunk.length;
  }

  /** Says that this was all, and waits for the stream. */
  JsonNode finish(Duration longest) throws IOException, InterruptedException {
    requireSound();
    ended = true;
    publish(NONE, inbox + ".end");
    try {
      return answer.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException failed) {
      throw cause(failed);
    } catch (TimeoutException late) {
      throw new IOException(
          "the server did not say within " + longest.toSeconds() + " s that it is done", late);
    }
  }

  /** Ends it without a result: a chunk without a subject for its answer cancels a restore. */
  void cancel() {
    try {
      connection.publish(subject, NONE);
    } catch (IllegalStateException closed) {
      // The server cancels it by itself five seconds after the last chunk.
    }
  }

  void requireSound() throws IOException {
    if (answer.isDone()) {
      try {
        answer.getNow(null);
      } catch (RuntimeException failed) {
        throw cause(failed);
      }
      throw new IOException("the server said that it was done before the end");
    }
  }

  @Override
  public void close() {
    watch.close();
    try {
      connection.closeDispatcher(dispatcher);
    } catch (IllegalStateException | IllegalArgumentException alreadyClosed) {
      // The dispatcher ends with its connection.
    }
  }

  private void publish(byte[] chunk, String reply) throws IOException {
    try {
      connection.publish(subject, reply, chunk);
    } catch (IllegalStateException closed) {
      throw new IOException("the connection is closed", closed);
    }
  }

  private void answered(Message message) {
    if (message.isStatusMessage()) {
      // The server's own words can be overtaken by this.
      LATER.execute(
          () ->
              answer.completeExceptionally(
                  new IOException("no server takes the chunks any more: " + message.getStatus())));
    } else if (message.getData().length == 0) {
      slots.release();
    } else {
      read(message);
    }
  }

  private void read(Message message) {
    try {
      JsonNode json = JetStreamApi.json(message.getData());
      answered = true;
      if (json.path("error").isObject()) {
        answer.completeExceptionally(new ApiError("STREAM.RESTORE", json.path("error")));
      } else {
        answer.complete(json);
      }
    } catch (IOException notJson) {
      answer.completeExceptionally(notJson);
    }
    slots.release(inFlight);
  }

  private void lost() {
    answer.completeExceptionally(new IOException("the connection was lost"));
  }

  private static IOException cause(Exception failed) {
    @Nullable Throwable cause = failed.getCause();
    return cause instanceof IOException problem
        ? problem
        : new IOException(failed.getMessage(), failed);
  }
}
