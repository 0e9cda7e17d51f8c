// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import dev.flotilla.protocol.Json;
import io.nats.client.Connection;
import io.nats.client.PublishOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The hub's small facts (tokens, agents, reports) in {@code KV_REGISTRY}, held in memory by
 * following the stream. Reads are of memory; a write returns when it has come back.
 */
@StoreScoped
public final class Registry implements AutoCloseable {
  private static final Duration COMES_BACK_WITHIN = Duration.ofSeconds(5);

  /**
   * A stored value.
   *
   * @param value the value
   * @param revision what a compare-and-set must name
   * @param <T> its type
   */
  public record Versioned<T>(T value, long revision) {}

  @SuppressWarnings("ArrayRecordComponent") // compared by no one
  private record Raw(byte[] data, long revision) {}

  private final Publisher publisher;
  private final StreamFollower follower;
  private final NavigableMap<String, Raw> values = new ConcurrentSkipListMap<>();
  private final NavigableMap<String, Long> deleted = new ConcurrentSkipListMap<>();

  /** A registry over this connection of the hub's account. */
  public Registry(Connection connection) throws IOException {
    this.publisher = new Publisher(connection);
    this.follower = new StreamFollower(connection, HubStreams.REGISTRY, this::fold);
  }

  /** Reads what is there; returns when all of it was read. */
  public void open() throws InterruptedException {
    follower.start();
    follower.awaitCaughtUp();
  }

  /** One value. */
  public <T> Optional<Versioned<T>> get(String key, Class<T> type) {
    return Optional.ofNullable(values.get(key)).map(raw -> read(raw, type));
  }

  /** All values whose key begins with a prefix, by key. */
  public <T> List<Versioned<T>> list(String prefix, Class<T> type) {
    return values.subMap(prefix, prefix + Character.MAX_VALUE).values().stream()
        .map(raw -> read(raw, type))
        .toList();
  }

  /** Writes whatever is there. */
  public void put(String key, Object value) {
    await(publisher.put(HubStreams.REGISTRY_PREFIX + key, Json.write(value)));
  }

  /** Writes if the key has this revision (0: if it never was); false when it has another. */
  public boolean replace(String key, Object value, long revision) {
    return settled(
        publisher.putAfter(HubStreams.REGISTRY_PREFIX + key, Json.write(value), revision));
  }

  /** Deletes if the key has this revision; false when it has another. */
  public boolean delete(String key, long revision) {
    Headers deletion = new Headers().add("KV-Operation", "DEL");
    return settled(
        publisher.publish(
            NatsMessage.builder()
                .subject(HubStreams.REGISTRY_PREFIX + key)
                .headers(deletion)
                .build(),
            PublishOptions.builder().expectedLastSubjectSequence(revision)));
  }

  /**
   * Revision of a key's deletion marker, or 0: what {@link #replace} needs to bring the key back.
   */
  public long absentRevision(String key) {
    return Optional.ofNullable(deleted.get(key)).orElse(0L);
  }

  @Override
  @PreDestroy
  public void close() {
    follower.close();
  }

  private boolean settled(Append append) {
    return switch (append) {
      case Append.Stored(long sequence) -> {
        await(sequence);
        yield true;
      }
      case Append.Conflict _ -> false;
    };
  }

  private void await(long sequence) {
    try {
      if (!follower.awaitSequence(sequence, COMES_BACK_WITHIN)) {
        throw new StoreUnavailable("revision " + sequence + " of the registry was not delivered");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted", interrupted);
    }
  }

  private void fold(StoredMessage message) {
    String key = message.subject().substring(HubStreams.REGISTRY_PREFIX.length());
    if (message.deletion()) {
      values.remove(key);
      deleted.put(key, message.sequence());
    } else {
      deleted.remove(key);
      values.put(key, new Raw(message.data(), message.sequence()));
    }
  }

  private static <T> Versioned<T> read(Raw raw, Class<T> type) {
    return new Versioned<>(Json.read(raw.data(), type), raw.revision());
  }
}
