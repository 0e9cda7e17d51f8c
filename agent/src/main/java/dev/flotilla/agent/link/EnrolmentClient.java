// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import dev.flotilla.protocol.enrolment.EnrolmentReply;
import dev.flotilla.protocol.enrolment.EnrolmentRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The hub's enrolment API over HTTPS, which is authenticated by the pin alone. Created for one
 * exchange and closed, since it is rarely needed.
 */
final class EnrolmentClient implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration REPLY = Duration.ofSeconds(20);
  private static final int FIRST_ERROR = 400;

  private final URI base;
  private final HttpClient http;

  EnrolmentClient(PinnedAddress hub) {
    this.base = hub.url();
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(new PinnedHub(hub.caPin()).context())
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /** Requests membership. Safe to repeat: the hub recognises the agent by its key. */
  EnrolmentReply enrol(EnrolmentRequest request) throws IOException, InterruptedException {
    return post("/enrol/v1/agents", request, EnrolmentReply.class);
  }

  /** Requests credentials; the reply reports while the agent is not accepted yet. */
  CredentialsReply credentials(AgentId agent, CredentialsRequest request)
      throws IOException, InterruptedException {
    return post("/enrol/v1/agents/" + agent + "/credentials", request, CredentialsReply.class);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private <T> T post(String path, Object body, Class<T> type)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(REPLY)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body)))
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    try {
      if (response.statusCode() >= FIRST_ERROR) {
        throw new HubRefusal(problem(response));
      }
      return Json.read(response.body(), type);
    } catch (UncheckedIOException unreadable) {
      throw new IOException(
          "the hub responded with " + response.statusCode() + " without JSON", unreadable);
    }
  }

  private static Problem problem(HttpResponse<byte[]> response) {
    JsonNode body = Json.read(response.body(), JsonNode.class);
    return new Problem(
        body.path("code").asText("HTTP_" + response.statusCode()),
        body.path("detail").asText(body.path("title").asText("the hub refused")),
        body.path("hint").asText(""));
  }
}
