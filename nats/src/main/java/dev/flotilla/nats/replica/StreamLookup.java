// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells a stream that was deleted from one that no server serves. Of both, no server reports a
 * copy, and servers are healthy without those that they do not understand.
 */
public final class StreamLookup {
  private static final Duration REQUEST = Duration.ofSeconds(2);
  private static final int NOT_FOUND = 10059;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Connection connection;

  /** Asks over this connection, a user of the system account. */
  public StreamLookup(Connection connection) {
    this.connection = connection;
  }

  /** What became of a stream. */
  public sealed interface Found {
    /** It is there. */
    record Served() implements Found {}

    /** It is no more. */
    record Deleted() implements Found {}

    /**
     * It should be there, and is not.
     *
     * @param words why, in a sentence that names it
     */
    record Unserved(String words) implements Found {}
  }

  /** Asks for it. */
  public Found find(Asset stream) throws InterruptedException {
    @Nullable Message answer = connection.request(AccountRequest.info(stream), REQUEST);
    return answer == null ? unserved(stream, "there is no response") : read(stream, answer);
  }

  private static Found read(Asset stream, Message answer) {
    try {
      JsonNode error = JSON.readTree(answer.getData()).path("error");
      if (error.isMissingNode()) {
        return new Found.Served();
      }
      return error.path("err_code").asInt() == NOT_FOUND
          ? new Found.Deleted()
          : unserved(stream, error.path("description").asText());
    } catch (IOException notJson) {
      return unserved(stream, "the response cannot be read");
    }
  }

  private static Found unserved(Asset stream, String why) {
    return new Found.Unserved("No server serves " + stream + " any more: " + why + ".");
  }
}
