// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.operations;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The hub's event stream as a queue, so that waiting for it can have a limit. */
final class OperationEvents {
  /** What came next. */
  sealed interface Signal permits Changed, Alive, Broken, Silence {}

  /** The operation's document after a change. */
  record Changed(JsonNode document) implements Signal {}

  /** Nothing has changed; the hub is alive. */
  record Alive() implements Signal {}

  /** The stream ended; the failure is null when the hub closed it in order. */
  record Broken(@Nullable Failure why) implements Signal {}

  /** Nothing came in time. */
  record Silence() implements Signal {}

  private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
  private final HubClient hub;
  private final String path;

  OperationEvents(HubClient hub, String id) {
    this.hub = hub;
    this.path = "/operations/" + HubClient.encoded(id);
  }

  /** Connects after a while; what it reads appears in {@link #next}. */
  void open(Duration after) {
    CompletableFuture.delayedExecutor(
            after.toMillis(),
            TimeUnit.MILLISECONDS,
            reading -> Thread.ofVirtual().name("operation-events").start(reading))
        .execute(this::read);
  }

  private void read() {
    try {
      hub.events(
          path, document -> signals.add(new Changed(document)), () -> signals.add(new Alive()));
      signals.add(new Broken(null));
    } catch (Failure e) {
      signals.add(new Broken(e));
    }
  }

  /**
   * Waits for what comes next.
   *
   * @throws Failure when the thread is interrupted
   */
  Signal next(Duration patience) {
    try {
      Signal signal = signals.poll(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
      return signal == null ? new Silence() : signal;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.interrupted();
    }
  }
}
