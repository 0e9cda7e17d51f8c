// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Version;
import dev.flotilla.cli.output.Formats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Client of the hub's REST API, {@code /api/v1}. Each method returns only for answers 200 to 299;
 * any other answer, or none, is a {@link Failure} that names what to do.
 */
public final class HubClient {
  /** The version of the REST API that is spoken. */
  public static final String API_VERSION = "v1";

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int PAGE = 500;

  private final HubContext context;
  private final Trace trace;
  private final HttpClient http;

  /** Makes a client; nothing is sent yet. */
  public HubClient(HubContext context, Trace trace) {
    this.context = context;
    this.trace = trace;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .sslContext(HubTrust.of(context))
            .build();
  }

  /** Reads a document, such as {@code /agents/east}. */
  public JsonNode get(String path) {
    return send(request(path).GET()).body();
  }

  /**
   * Reads a whole list, page by page.
   *
   * @param query parameters of every page
   * @return {@code {"items": […]}}
   */
  public JsonNode list(String path, Map<String, String> query) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    String after = "";
    do {
      JsonNode page = get(path + query(query, after));
      page.path("items").forEach(items::add);
      after = page.path("next").asText("");
    } while (!after.isEmpty() && !after.equals("null"));
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.set("items", items);
    return whole;
  }

  /** Reads the first page of a list, as long as the query's {@code limit}. */
  public JsonNode page(String path, Map<String, String> query) {
    return get(path + query(query, ""));
  }

  private static String query(Map<String, String> given, String after) {
    Stream<Map.Entry<String, String>> page =
        after.isEmpty()
            ? Stream.of(Map.entry("limit", String.valueOf(PAGE)))
            : Stream.of(Map.entry("limit", String.valueOf(PAGE)), Map.entry("after", after));
    return Stream.concat(
            given.entrySet().stream(), page.filter(entry -> !given.containsKey(entry.getKey())))
        .map(entry -> entry.getKey() + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&", "?", ""));
  }

  /** Creates something. */
  public Reply post(String path, JsonNode body) {
    return post(path, body, Optional.empty());
  }

  /**
   * Requests something.
   *
   * @param idempotencyKey makes a repeated request the same one; empty for none
   */
  public Reply post(String path, JsonNode body, Optional<String> idempotencyKey) {
    return send(written(path, idempotencyKey).POST(json(body)));
  }

  /**
   * Replaces something.
   *
   * @param idempotencyKey makes a repeated request the same one; empty for none
   */
  public Reply put(String path, JsonNode body, Optional<String> idempotencyKey) {
    return send(written(path, idempotencyKey).PUT(json(body)));
  }

  private HttpRequest.Builder written(String path, Optional<String> idempotencyKey) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    idempotencyKey.ifPresent(key -> request.header("Idempotency-Key", key));
    return request;
  }

  /** Deletes something. */
  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  /**
   * Reads server-sent events until the hub ends the stream.
   *
   * @param each receives the document of every event
   * @param alive called for each keep-alive of the hub, every 15 seconds
   */
  public void events(String path, Consumer<JsonNode> each, Runnable alive) {
    HttpRequest request = request(path).header("Accept", "text/event-stream").GET().build();
    HttpResponse<Stream<String>> response = exchange(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw Problems.failure(
            response.statusCode(), Problems.document(lines.collect(Collectors.joining("\n"))));
      }
      EventStream stream = new EventStream(each, alive);
      lines.forEach(stream::line);
    } catch (UncheckedIOException e) {
      throw Transport.failure(context.hub(), Objects.requireNonNull(e.getCause()));
    }
  }

  /** Escapes one part of a path. */
  public static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(context.hub() + "/api/" + API_VERSION + path))
        .timeout(ANSWER)
        .header("Authorization", "Bearer " + context.token())
        .header("User-Agent", "flotilla/" + Version.current());
  }

  private static BodyPublisher json(JsonNode body) {
    try {
      return BodyPublishers.ofByteArray(Formats.json().writeValueAsBytes(body));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Reply send(HttpRequest.Builder request) {
    HttpResponse<String> response =
        exchange(request.setHeader("Accept", "application/json").build(), BodyHandlers.ofString());
    JsonNode body = Problems.document(response.body());
    if (!List.of(200, 201, 202, 204).contains(response.statusCode())) {
      throw Problems.failure(response.statusCode(), body);
    }
    return new Reply(response.statusCode(), response.headers(), body);
  }

  private <T> HttpResponse<T> exchange(HttpRequest request, BodyHandler<T> handler) {
    Instant begin = trace.begin();
    try {
      HttpResponse<T> response = http.send(request, handler);
      trace.answered(request, begin, response.statusCode());
      return response;
    } catch (IOException e) {
      trace.failed(request, begin, e);
      throw Transport.failure(context.hub(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.interrupted();
    }
  }
}
