// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nats.client.Connection;
import io.nats.client.Message;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the configuration of every stream of an account ({@code $JS.API.STREAM.LIST}), a page at
 * a time, so that thousands of them take no more memory than a page.
 */
public final class StreamSurvey {
  private static final String LIST = "$JS.API.STREAM.LIST";
  private static final String EVERYTHING = ">";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Connection connection;

  /** Looks over this connection, a user of the account. */
  public StreamSurvey(Connection connection) {
    this.connection = connection;
  }

  /**
   * Looks at all streams.
   *
   * @param deadline for each page, of at most 256 streams
   * @throws IOException when JetStream does not answer, or refuses
   */
  public SurveyedStreams look(Duration deadline) throws IOException, InterruptedException {
    SurveyedStreams found = SurveyedStreams.NONE;
    for (int seen = 0; ; ) {
      JsonNode page = page(seen, deadline);
      for (JsonNode stream : page.path("streams")) {
        JsonNode configuration = stream.path("config");
        String name = configuration.path("name").asText();
        found = capturesAll(configuration) ? found.capturingAll(name) : found;
        found = configuration.path("num_replicas").asInt(1) == 1 ? found.single(name) : found;
      }
      seen += page.path("streams").size();
      if (page.path("streams").isEmpty() || seen >= page.path("total").asInt()) {
        return found;
      }
    }
  }

  private static boolean capturesAll(JsonNode configuration) {
    for (JsonNode subject : configuration.path("subjects")) {
      if (subject.asText().equals(EVERYTHING)) {
        return true;
      }
    }
    return false;
  }

  private JsonNode page(int offset, Duration deadline) throws IOException, InterruptedException {
    byte[] request =
        JsonNodeFactory.instance.objectNode().put("offset", offset).toString().getBytes(UTF_8);
    @Nullable Message answer = connection.request(LIST, request, deadline);
    if (answer == null) {
      throw new IOException("JetStream does not list its streams");
    }
    JsonNode page = JSON.readTree(answer.getData());
    if (page.has("error")) {
      throw new IOException(page.path("error").path("description").asText("no reason given"));
    }
    return page;
  }
}
