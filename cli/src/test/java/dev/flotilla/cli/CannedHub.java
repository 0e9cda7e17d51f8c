// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.flotilla.cli.output.Formats;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTPS server that answers from a scenario's file, so that a command's words can be judged. */
final class CannedHub implements AutoCloseable {
  private final HttpsServer server;
  private final JsonNode answers;
  private final List<String> requests = new CopyOnWriteArrayList<>();

  CannedHub(TestCertificates certificates, JsonNode answers) throws IOException {
    this.answers = answers;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
    server.createContext("/api/v1", this::answer);
    server.start();
  }

  String address() {
    return "https://localhost:" + server.getAddress().getPort();
  }

  /** What was asked, such as {@code GET /agents?limit=500}, with the body behind it. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String asked = exchange.getRequestURI().toString().substring("/api/v1".length());
    String request = exchange.getRequestMethod() + " " + asked;
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add((request + " " + body.replaceAll("\\s+", "")).strip());
    boolean events = "text/event-stream".equals(exchange.getRequestHeaders().getFirst("Accept"));
    JsonNode answer = find(events ? "EVENTS " + asked : request);
    byte[] bytes =
        (events ? stream(answer) : answer.path("body").toString()).getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", events ? "text/event-stream" : "application/json");
    boolean endless = answer.path("endless").asBoolean();
    exchange.sendResponseHeaders(answer.path("status").asInt(200), endless ? 0 : bytes.length);
    OutputStream out = exchange.getResponseBody();
    out.write(bytes);
    out.flush();
    if (!endless) {
      out.close();
    }
  }

  private JsonNode find(String request) {
    for (JsonNode answer : answers) {
      if (answer.path("request").asText().equals(request)) {
        return answer;
      }
    }
    return Formats.json()
        .createObjectNode()
        .put("status", 500)
        .put("body", "no answer: " + request);
  }

  private static String stream(JsonNode answer) {
    StringBuilder stream = new StringBuilder();
    answer.path("body").forEach(event -> stream.append("data: ").append(event).append("\n\n"));
    return stream.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
