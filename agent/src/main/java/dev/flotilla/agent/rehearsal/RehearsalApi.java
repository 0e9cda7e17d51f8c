// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * As much of the Kubernetes API as an agent needs to start: it stores what is written, returns
 * lists, and keeps watches silent.
 */
final class RehearsalApi implements AutoCloseable {
  private static final JsonNode EVERYTHING_ALLOWED =
      Json.read(
          """
          {"incomplete":false,"nonResourceRules":[],
           "resourceRules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}
          """
              .getBytes(StandardCharsets.UTF_8),
          JsonNode.class);

  private final HttpsServer server;
  private final Map<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
  private final CountDownLatch written = new CountDownLatch(1);
  private volatile String awaited = "";

  private RehearsalApi(HttpsServer server) {
    this.server = server;
  }

  static RehearsalApi start(RehearsalTls tls) throws IOException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    RehearsalApi api = new RehearsalApi(server);
    server.setHttpsConfigurator(new HttpsConfigurator(tls.context()));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", api::serve);
    server.start();
    return api;
  }

  String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  void put(String path, Map<?, ?> object) {
    objects.put(path, Json.mapper().convertValue(object, ObjectNode.class));
  }

  /**
   * Waits for a status with conditions, which ends a pass, under a path with that suffix.
   *
   * @throws IOException when none came in time: the training run would leave an incomplete cache
   */
  void awaitWrite(String end, Duration longest) throws IOException, InterruptedException {
    awaited = end;
    if (!written.await(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("the agent never wrote " + end);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    if (query.contains("watch=true")) {
      watch(exchange);
      return;
    }
    switch (exchange.getRequestMethod()) {
      case "GET" -> read(exchange, path);
      case "POST" -> write(exchange, null, path);
      case "PUT", "PATCH" -> write(exchange, path, path);
      default -> reply(exchange, HttpURLConnection.HTTP_OK, status("deleted"));
    }
  }

  /** Stays open and silent. */
  private static void watch(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(HttpURLConnection.HTTP_OK, 0);
    exchange.getResponseBody().flush();
  }

  private void read(HttpExchange exchange, String path) throws IOException {
    ObjectNode object = objects.get(path);
    boolean collection = path.matches(".*/namespaces/[^/]+/[^/]+");
    if (object != null) {
      reply(exchange, HttpURLConnection.HTTP_OK, object);
    } else if (collection) {
      ObjectNode list = JsonNodeFactory.instance.objectNode().put("kind", "List");
      list.putObject("metadata").put("resourceVersion", "1");
      var items = list.putArray("items");
      objects.forEach(
          (key, value) -> {
            if (key.startsWith(path + "/")) {
              items.add(value);
            }
          });
      reply(exchange, HttpURLConnection.HTTP_OK, list);
    } else {
      reply(exchange, HttpURLConnection.HTTP_NOT_FOUND, status("not found"));
    }
  }

  private void write(HttpExchange exchange, @Nullable String item, String path) throws IOException {
    JsonNode body = Json.mapper().readTree(exchange.getRequestBody());
    ObjectNode object =
        body instanceof ObjectNode node ? node : JsonNodeFactory.instance.objectNode();
    if (path.endsWith("/selfsubjectrulesreviews")) {
      object.set("status", EVERYTHING_ALLOWED);
    }
    ObjectNode metadata = object.withObject("metadata");
    metadata.put("uid", "0").put("resourceVersion", "1").put("generation", 1);
    objects.put(item == null ? path + "/" + metadata.path("name").asText() : item, object);
    reply(exchange, HttpURLConnection.HTTP_OK, object);
    if (!awaited.isEmpty() && path.endsWith(awaited) && object.at("/status/conditions").isArray()) {
      written.countDown();
    }
  }

  private static ObjectNode status(String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("message", message);
  }

  private static void reply(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    byte[] bytes = Json.write(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
