// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.store.Append;
import dev.flotilla.hub.store.HubStreams;
import dev.flotilla.hub.store.Publisher;
import dev.flotilla.hub.store.Reader;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationId;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Remembers for a day which operation a call's idempotency key stands for. The key is written
 * before the operation: a call that is repeated after a crash in between finds the same operation
 * id and completes it.
 */
public final class IdempotencyKeys {

  private final Publisher publisher;
  private final Reader reader;

  /** Keys over this connection of the hub's account. */
  public IdempotencyKeys(Connection connection) throws IOException {
    this.publisher = new Publisher(connection);
    this.reader = new Reader(connection);
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
   * What a key stands for.
   *
   * @param request digest of what was asked with it
   * @param operation that came of it
   */
  record Remembered(String request, OperationId operation) {}

  /** What the key of a call stands for; empty when it was not used within the last day. */
  Optional<Remembered> find(Call call) {
    return reader
        .last(HubStreams.IDEMPOTENCY, call.subject())
        .map(message -> Json.read(message.data(), Remembered.class));
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
          // Absent when it ended at this very moment: the caller's next attempt begins anew.
          Optional.of(
                  find(call)
                      .orElseThrow(
                          () -> new StoreUnavailable("an idempotency key has just expired")))
              .filter(earlier -> earlier.request().equals(call.request()))
              .map(Remembered::operation);
    };
  }

  /** Lets the key of a call that wanted nothing new stand for the operation that was there. */
  public void settle(Call call, OperationId present) {
    long ignored =
        publisher.put(call.subject(), Json.write(new Remembered(call.request(), present)));
  }
}
