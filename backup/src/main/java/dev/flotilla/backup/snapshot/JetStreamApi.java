// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The JetStream API of one account, in JSON as the servers speak it: what this client does not know
 * of a stream's configuration must pass through unchanged.
 *
 * @param prefix of all subjects, without its last dot
 * @param timeout for one answer
 */
public record JetStreamApi(Connection connection, String prefix, Duration timeout) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int NO_RESPONDERS = 503;

  /** The API of the connection's own account and domain. */
  public static JetStreamApi of(Connection connection) {
    return new JetStreamApi(connection, "$JS.API", TIMEOUT);
  }

  /** The same API in another domain. */
  public JetStreamApi inDomain(String domain) {
    return new JetStreamApi(connection, "$JS." + domain + ".API", timeout);
  }

  /** The same API over another connection. */
  public JetStreamApi over(Connection other) {
    return new JetStreamApi(other, prefix, timeout);
  }

  /** The same with this longest wait for an answer. */
  public JetStreamApi within(Duration longest) {
    return new JetStreamApi(connection, prefix, longest);
  }

  public static ObjectNode object() {
    return JSON.createObjectNode();
  }

  static byte[] bytes(JsonNode json) throws IOException {
    return JSON.writeValueAsBytes(json);
  }

  static JsonNode json(byte[] content) throws IOException {
    return JSON.readTree(content);
  }

  String subject(String verb) {
    return prefix + "." + verb;
  }

  /** {@code STREAM.INFO}. */
  public JsonNode info(String stream) throws IOException, InterruptedException {
    return ask("STREAM.INFO." + stream, object());
  }

  /**
   * Sends a request such as {@code STREAM.INFO.ORDERS} and waits for its answer.
   *
   * @throws ApiError when it is refused
   * @throws NoAnswer when there is none
   */
  public JsonNode ask(String verb, JsonNode body) throws IOException, InterruptedException {
    JsonNode answer = json(message(verb, body).getData());
    if (answer.path("error").isObject()) {
      throw new ApiError(verb, answer.path("error"));
    }
    return answer;
  }

  private Message message(String verb, JsonNode body) throws IOException, InterruptedException {
    String inbox = connection.createInbox();
    try {
      Subscription answers = connection.subscribe(inbox);
      try {
        connection.publish(subject(verb), inbox, bytes(body));
        return heard(verb, answers.nextMessage(timeout));
      } finally {
        answers.unsubscribe();
      }
    } catch (IllegalStateException closed) {
      throw new IOException(verb + ": the connection is closed", closed);
    }
  }

  private static Message heard(String verb, @Nullable Message answer) throws NoAnswer {
    if (answer == null || hasStatus(answer, NO_RESPONDERS)) {
      throw new NoAnswer(verb, answer != null);
    }
    return answer;
  }

  static boolean hasStatus(Message message, int code) {
    return message.isStatusMessage() && message.getStatus().getCode() == code;
  }
}
