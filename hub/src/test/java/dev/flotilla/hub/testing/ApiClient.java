// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Pem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Calls the REST API over TLS 1.3, trusting the fleet's authority only. */
public final class ApiClient {
  private static final HttpClient PLAIN = HttpClient.newHttpClient();

  private final URI url;
  private final HttpClient http;
  private final Optional<String> authorization;

  /** A client with this bearer token; an empty one sends none. */
  public ApiClient(URI url, String authority, String token) {
    this(url, trusting(authority), bearer(token));
  }

  private ApiClient(URI url, HttpClient http, Optional<String> authorization) {
    this.url = url;
    this.http = http;
    this.authorization = authorization;
  }

  /** An answer: status and body. */
  public record Reply(int status, JsonNode body, HttpResponse<String> raw) {
    /** The problem's code. */
    public String code() {
      return body.path("code").asText();
    }

    /** Fields that the problem names. */
    public List<String> fields() {
      return body.path("errors").findValuesAsText("field");
    }
  }

  /** The same client with another token. */
  public ApiClient as(String other) {
    return new ApiClient(url, http, bearer(other));
  }

  /** The same client with this header instead of a bearer token. */
  public ApiClient authorizedBy(String header) {
    return new ApiClient(url, http, Optional.of(header));
  }

  /** Any method; a body goes as JSON. */
  public Reply call(String method, String path, String accept, Optional<Object> body) {
    HttpRequest.Builder request = request(path).header("Accept", accept);
    body.ifPresent(_ -> request.header("Content-Type", "application/json"));
    return send(
        request.method(
            method,
            body.map(value -> BodyPublishers.ofByteArray(Json.write(value)))
                .orElseGet(BodyPublishers::noBody)));
  }

  /** GET. */
  public Reply get(String path) {
    return send(request(path).GET());
  }

  /** DELETE. */
  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  /** POST of JSON with headers, given as name, value, name, value. */
  public Reply post(String path, Object body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(Json.write(body)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** PUT of text with headers, given as name, value, name, value. */
  public Reply put(String path, String mediaType, String body, String... headers) {
    HttpRequest.Builder request =
        request(path).header("Content-Type", mediaType).PUT(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  /** Lines of a stream of server-sent events, until the hub ends it. */
  public Stream<String> events(String path) {
    try {
      return http.send(
              request(path).header("Accept", "text/event-stream").GET().build(),
              BodyHandlers.ofLines())
          .body();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  /** What a plain HTTP GET is answered. */
  public static String plainBody(URI address) {
    HttpResponse<String> reply = plain(address);
    if (reply.statusCode() != 200) {
      throw new IllegalStateException(address + " answers " + reply.statusCode());
    }
    return reply.body();
  }

  /** Status of a plain HTTP GET; 0 without an answer. */
  public static int plainStatus(URI address) {
    try {
      return plain(address).statusCode();
    } catch (UncheckedIOException unreachable) {
      return 0;
    }
  }

  /** A plain HTTP GET. */
  public static HttpResponse<String> plain(URI address) {
    try {
      return PLAIN.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static HttpClient trusting(String authority) {
    try {
      return HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(
              new ClientTls(List.of(Pem.certificates(authority).getFirst()), Optional.empty())
                  .context())
          .build();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<String> bearer(String token) {
    return Optional.of(token).filter(text -> !text.isEmpty()).map("Bearer "::concat);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(url.resolve(path));
    authorization.ifPresent(header -> builder.header("Authorization", header));
    return builder;
  }

  private Reply send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      JsonNode body =
          response.body().isBlank() || !isJson(response)
              ? MissingNode.getInstance()
              : Json.read(response.body().getBytes(StandardCharsets.UTF_8), JsonNode.class);
      return new Reply(response.statusCode(), body, response);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static boolean isJson(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("").contains("json");
  }
}
