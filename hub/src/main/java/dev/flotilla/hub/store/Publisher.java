// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.store;

import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.Message;
import io.nats.client.PublishOptions;
import io.nats.client.impl.NatsMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/** Writes to streams, each write acknowledged by the server after it is on disk. */
public final class Publisher {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int WRONG_LAST_SEQUENCE = 10071;
  private static final int WRONG_LAST_SEQUENCE_OF_SUBJECT = 10164;

  // Of nats-server's errors.json: account limit, insufficient resources, insufficient storage,
  // stream limit, stream store failed (which a limit of the stream is as well).
  private static final Set<Integer> FULL = Set.of(10002, 10023, 10047, 10077);

  private final JetStream jetStream;

  /** Writes over this connection. */
  public Publisher(Connection connection) throws IOException {
    this.jetStream =
        connection.jetStream(JetStreamOptions.builder().requestTimeout(PATIENCE).build());
  }

  /** Writes whatever is there. */
  public long put(String subject, byte[] data) {
    return switch (publish(NatsMessage.builder().subject(subject).data(data).build(), options())) {
      case Append.Stored(long sequence) -> sequence;
      case Append.Conflict _ ->
          throw new IllegalStateException("a conflict without a precondition");
    };
  }

  /** Writes if the subject's last message is the expected one; 0 for none. */
  public Append putAfter(String subject, byte[] data, long lastOfSubject) {
    return publish(
        NatsMessage.builder().subject(subject).data(data).build(),
        options().expectedLastSubjectSequence(lastOfSubject));
  }

  /**
   * Writes if the last message of a set of subjects is the expected one.
   *
   * @param subjects may hold wildcards; contains {@code subject}
   * @param last sequence of their last message; 0 for none
   */
  public Append putAfter(String subject, byte[] data, String subjects, long last) {
    return publish(
        NatsMessage.builder().subject(subject).data(data).build(),
        options().expectedLastSubjectSequence(last).expectedLastSubjectSequenceSubject(subjects));
  }

  /** Writes if the stream's last message is the expected one; 0 for an empty stream. */
  public Append appendAfter(String subject, byte[] data, long last) {
    return publish(
        NatsMessage.builder().subject(subject).data(data).build(),
        options().expectedLastSequence(last));
  }

  /** Writes any message with any options. */
  public Append publish(Message message, PublishOptions.Builder options) {
    try {
      return new Append.Stored(jetStream.publish(message, options.build()).getSeqno());
    } catch (JetStreamApiException refused) {
      int code = refused.getApiErrorCode();
      if (code == WRONG_LAST_SEQUENCE || code == WRONG_LAST_SEQUENCE_OF_SUBJECT) {
        return new Append.Conflict();
      }
      if (FULL.contains(code)) {
        throw new StoreFull("the store is full: " + refused.getMessage(), refused);
      }
      throw new StoreUnavailable("the store refused a write: " + refused.getMessage(), refused);
    } catch (IOException | IllegalStateException failed) {
      throw new StoreUnavailable("the store is unavailable", failed);
    }
  }

  private static PublishOptions.Builder options() {
    return PublishOptions.builder();
  }
}
