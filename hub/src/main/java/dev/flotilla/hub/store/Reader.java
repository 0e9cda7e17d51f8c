// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import io.nats.client.api.MessageInfo;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads single messages of streams. Every method throws {@link StoreUnavailable} when the store
 * does not answer.
 */
public final class Reader {
  private static final int NO_MESSAGE = 10037;

  private final JetStreamManagement management;

  /** Reads over this connection. */
  public Reader(Connection connection) throws IOException {
    this.management = connection.jetStreamManagement();
  }

  private interface Call<T> {
    T run() throws IOException, JetStreamApiException;
  }

  /** The last message of a subject. */
  public Optional<StoredMessage> last(String stream, String subject) {
    return found(() -> management.getLastMessage(stream, subject));
  }

  /** The message at a sequence. */
  public Optional<StoredMessage> at(String stream, long sequence) {
    return found(() -> management.getMessage(stream, sequence));
  }

  /** Sequence of the last message; 0 for an empty stream. */
  public long lastSequence(String stream) {
    return answered(() -> management.getStreamInfo(stream).getStreamState().getLastSequence());
  }

  /** Sequence of the first message that is still there; 0 for a stream that never had one. */
  public long firstSequence(String stream) {
    return answered(() -> management.getStreamInfo(stream).getStreamState().getFirstSequence());
  }

  /** Takes every message of a subject before a sequence out of a stream that allows it. */
  public void purgeBefore(String stream, String subject, long sequence) {
    answered(
        () ->
            management.purgeStream(
                stream, PurgeOptions.builder().subject(subject).sequence(sequence).build()));
  }

  /** Takes every message of a subject out of a stream that allows it. */
  public void purge(String stream, String subject) {
    answered(() -> management.purgeStream(stream, PurgeOptions.subject(subject)));
  }

  private static Optional<StoredMessage> found(Call<MessageInfo> call) {
    return answered(
        () -> {
          try {
            return Optional.of(stored(call.run()));
          } catch (JetStreamApiException refused) {
            if (refused.getApiErrorCode() == NO_MESSAGE) {
              return Optional.empty();
            }
            throw refused;
          }
        });
  }

  private static StoredMessage stored(MessageInfo message) {
    byte[] data = message.getData();
    return new StoredMessage(
        Objects.requireNonNullElse(message.getSubject(), ""),
        message.getSeq(),
        Objects.requireNonNull(message.getTime()).toInstant(),
        false,
        data == null ? new byte[0] : data);
  }

  private static <T> T answered(Call<T> call) {
    try {
      return call.run();
    } catch (JetStreamApiException refused) {
      throw new StoreUnavailable("the store refused: " + refused.getMessage(), refused);
    } catch (IOException | IllegalStateException failed) {
      throw new StoreUnavailable("the store is unavailable", failed);
    }
  }
}
