// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.store.Append;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Publisher;
import dev.flotilla.hub.store.Reader;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.hub.store.StoredMessage;
import dev.flotilla.hub.store.StreamFollower;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationId;
import io.nats.client.Connection;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers for a day the operation of a call's idempotency key. The key is written before the
 * operation: a call that is repeated after a crash in between finds the same operation id and
 * completes it. Keys are held in memory as well: nearly every one is new, and a round trip to learn
 * that would be a good part of the call.
 */
@StoreScoped
public final class IdempotencyKeys implements AutoCloseable {
  private final Publisher publisher;
  private final Reader reader;
  private final StreamFollower follower;
  private final Clock clock;
  private final Map<String, Held> known = new ConcurrentHashMap<>();
  private final Queue<Map.Entry<String, Held>> oldest = new ArrayDeque<>();

  private record Held(Remembered remembered, Instant until) {}

  /** Keys over this connection of the hub's account. */
  public IdempotencyKeys(Connection connection, Clock clock) throws IOException {
    this.publisher = new Publisher(connection);
    this.reader = new Reader(connection);
    this.follower = new StreamFollower(connection, HubStreams.IDEMPOTENCY, this::fold);
    this.clock = clock;
  }

  /** Reads what is there; returns when all of it was read. */
  public void open() throws InterruptedException {
    follower.start();
    follower.awaitCaughtUp();
  }

  /**
   * One call.
   *
   * @param caller id of the API token: keys of two callers never meet
   * @param key given by the caller
   * @param request digest of what was asked: method, address and body
   */
  public record Call(String caller, String key, String request) {
    private String subject() {
      byte[] name = (caller + "\n" + key).getBytes(StandardCharsets.UTF_8);
      return HubStreams.IDEMPOTENCY_PREFIX + HexFormat.of().formatHex(Digest.sha256(name));
    }
  }

  /**
   * What is remembered of a key.
   *
   * @param request digest of what was asked with it
   * @param operation that resulted
   */
  record Remembered(String request, OperationId operation) {}

  /**
   * What is remembered of the key of a call; empty when it was not used within the last day, or
   * only this moment.
   */
  Optional<Remembered> find(Call call) {
    return Optional.ofNullable(known.get(call.subject()))
        .filter(held -> held.until().isAfter(clock.instant()))
        .map(Held::remembered);
  }

  /**
   * The operation of this call: the fresh id for a new key, the earlier one for a known key.
   *
   * @return empty when the key was used for something else
   */
  public Optional<OperationId> claim(Call call, OperationId fresh) {
    byte[] value = Json.write(new Remembered(call.request(), fresh));
    return switch (publisher.putAfter(call.subject(), value, 0)) {
      case Append.Stored _ -> Optional.of(fresh);
      case Append.Conflict _ ->
          Optional.of(stored(call))
              .filter(earlier -> earlier.request().equals(call.request()))
              .map(Remembered::operation);
    };
  }

  /** Maps the key of a redundant call to the operation that was there already. */
  public void settle(Call call, OperationId present) {
    long ignored =
        publisher.put(call.subject(), Json.write(new Remembered(call.request(), present)));
  }

  @Override
  @PreDestroy
  public void close() {
    follower.close();
  }

  // Absent when the key ended at this very moment: the caller's next attempt begins anew.
  private Remembered stored(Call call) {
    return reader
        .last(HubStreams.IDEMPOTENCY, call.subject())
        .map(message -> Json.read(message.data(), Remembered.class))
        .orElseThrow(() -> new StoreUnavailable("an idempotency key has just expired"));
  }

  private void fold(StoredMessage message) {
    Held held =
        new Held(
            Json.read(message.data(), Remembered.class),
            message.at().plus(HubStreams.IDEMPOTENCY_KEPT));
    known.put(message.subject(), held);
    oldest.add(Map.entry(message.subject(), held));
    while (!oldest.isEmpty() && !oldest.element().getValue().until().isAfter(clock.instant())) {
      Map.Entry<String, Held> ended = oldest.remove();
      known.remove(ended.getKey(), ended.getValue());
    }
  }
}
