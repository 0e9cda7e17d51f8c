// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.client.Tls;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;

/**
 * Reads from a hub over REST what somebody waits for: a command line that is started again and
 * again keeps a core busy.
 */
public final class HubApi {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final URI hub;
  private final String token;
  private final HttpClient client;

  private HubApi(URI hub, String token, HttpClient client) {
    this.hub = hub;
    this.token = token;
    this.client = client;
  }

  /** As its first administrator. */
  static HubApi of(Hub hub) {
    try {
      var client =
          HttpClient.newBuilder()
              .sslContext(Tls.trusting(hub.keys().authority()))
              .connectTimeout(PATIENCE)
              .build();
      return new HubApi(hub.url(), hub.keys().readAdminToken().strip(), client);
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the authority of " + hub.url() + " cannot be read", e);
    }
  }

  /** What is there; an empty object where nothing is, and while the hub is away. */
  public JsonNode get(String path) {
    var request =
        HttpRequest.newBuilder(hub.resolve("/api/v1/" + path))
            .header("Authorization", "Bearer " + token)
            .timeout(PATIENCE)
            .build();
    try {
      var response = client.send(request, BodyHandlers.ofByteArray());
      return response.statusCode() == OK
          ? Json.read(response.body(), JsonNode.class)
          : Json.mapper().createObjectNode();
    } catch (IOException _) {
      return Json.mapper().createObjectNode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while asking " + hub, e));
    }
  }
}
