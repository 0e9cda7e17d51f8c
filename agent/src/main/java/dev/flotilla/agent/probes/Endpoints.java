// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.probes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.flotilla.agent.link.LinkState;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.protocol.Json;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The probes' and Prometheus' endpoints, in the form of MicroProfile Health. The JDK's own server
 * is used: three paths are not worth the memory of a web framework in each member.
 *
 * <p>Ready means: the caches are synced, and with a hub configured this process has had one answer
 * of it. Liveness checks neither: a restart does not bring a hub back.
 */
@ApplicationScoped
public class Endpoints {
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final AgentSettings settings;
  private final Vitals vitals;
  private final LinkState link;
  private final AgentMetrics metrics;
  private @Nullable HttpServer server;

  Endpoints(AgentSettings settings, Vitals vitals, LinkState link, AgentMetrics metrics) {
    this.settings = settings;
    this.vitals = vitals;
    this.link = link;
    this.metrics = metrics;
  }

  /**
   * Starts to listen.
   *
   * @return the port, which matters when the settings leave it to the operating system
   */
  public int start() throws IOException {
    HttpServer started = HttpServer.create(new InetSocketAddress(settings.port()), 0);
    started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    started.createContext("/q/health", this::ready);
    started.createContext("/q/health/ready", this::ready);
    started.createContext("/q/health/live", exchange -> health(exchange, true));
    started.createContext("/q/health/started", exchange -> health(exchange, true));
    started.createContext("/q/metrics", this::metrics);
    started.start();
    server = started;
    return started.getAddress().getPort();
  }

  @PreDestroy
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void ready(HttpExchange exchange) throws IOException {
    health(exchange, vitals.areCachesFilled() && link.proven());
  }

  private void health(HttpExchange exchange, boolean up) throws IOException {
    String status = up ? "UP" : "DOWN";
    Map<String, Object> data =
        Map.of(
            "caches", vitals.areCachesFilled() ? "filled" : "filling",
            "leading", vitals.isLeading(),
            "hub", link.word());
    Map<String, Object> check = Map.of("name", "agent", "status", status, "data", data);
    byte[] body = Json.write(Map.of("status", status, "checks", List.of(check)));
    answer(
        exchange, up ? HttpURLConnection.HTTP_OK : HttpURLConnection.HTTP_UNAVAILABLE, JSON, body);
  }

  private void metrics(HttpExchange exchange) throws IOException {
    byte[] body = metrics.text().getBytes(StandardCharsets.UTF_8);
    answer(exchange, HttpURLConnection.HTTP_OK, PROMETHEUS, body);
  }

  private static void answer(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(code, body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
