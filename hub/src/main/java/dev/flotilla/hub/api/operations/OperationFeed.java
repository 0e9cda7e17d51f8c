// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.operations;

import dev.flotilla.hub.operation.Operation;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationId;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Feeds a reader with the states of one operation, on a thread of its own. The request's scope ends
 * when either side closes the stream, so nothing here may belong to the request, and nothing may be
 * left for the framework to map after that.
 */
final class OperationFeed implements Runnable {
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

  private final Source source;
  private final OperationId id;
  private final SseEventSink sink;
  private final Sse sse;

  OperationFeed(Source source, OperationId id, SseEventSink sink, Sse sse) {
    this.source = source;
    this.id = id;
    this.sink = sink;
    this.sse = sse;
  }

  /** Where operations and their changes come from. */
  @StoreScoped
  record Source(OperationLog log, Operations operations, OperationViews views) {}

  @Override
  public void run() {
    try (sink;
        OperationStateWatch watch =
            new OperationStateWatch(source.log(), source.operations(), id)) {
      boolean ended = false;
      while (!ended && !source.log().closed()) {
        Optional<Operation> change = watch.next(KEEP_ALIVE);
        ended = !sent(event(change)) || change.filter(Operation::ended).isPresent();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the reader is still there; a closed sink throws, before or while it sends. */
  private boolean sent(OutboundSseEvent event) {
    try {
      sink.send(event).toCompletableFuture().join();
      return true;
    } catch (CompletionException | IllegalStateException gone) {
      return false;
    }
  }

  private OutboundSseEvent event(Optional<Operation> change) {
    return change
        .map(
            operation ->
                sse.newEventBuilder()
                    .id(Long.toString(operation.version()))
                    .name("operation")
                    .mediaType(MediaType.APPLICATION_JSON_TYPE)
                    .data(String.class, json(operation))
                    .build())
        .orElseGet(() -> sse.newEventBuilder().comment("keep-alive").build());
  }

  private String json(Operation operation) {
    return new String(Json.write(source.views().of(operation)), StandardCharsets.UTF_8);
  }
}
