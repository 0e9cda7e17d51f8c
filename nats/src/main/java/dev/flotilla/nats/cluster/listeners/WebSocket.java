// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Clients over WebSocket.
 *
 * @param enabled whether the servers listen for them
 * @param port port of the servers and of their Service
 * @param compression whether frames are compressed for clients that ask for it
 * @param sameOrigin whether only pages of the server's own origin may connect
 * @param allowedOrigins origins of pages that may connect, such as {@code https://example.org};
 *     empty for any
 * @param ingress how they are reached from outside; null for no Ingress
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record WebSocket(
    @JsonPropertyDescription("Whether the servers listen for WebSocket clients; default false")
        boolean enabled,
    @JsonPropertyDescription("Port of the servers and of their Service; default 8080") int port,
    @JsonPropertyDescription("Whether compression is supported; default false") boolean compression,
    @JsonPropertyDescription("Whether only pages of the same origin may connect")
        boolean sameOrigin,
    @JsonPropertyDescription("Allowed origins, such as https://example.org")
        List<String> allowedOrigins,
    @JsonPropertyDescription("Ingress for WebSocket clients") @Nullable WebSocketIngress ingress) {
  private static final int DEFAULT_PORT = 8080;
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+");

  public WebSocket {
    allowedOrigins = List.copyOf(allowedOrigins);
  }

  public static WebSocket read(Section section) {
    WebSocket webSocket =
        new WebSocket(
            section.flag("enabled").orElse(false),
            section.port("port").orElse(DEFAULT_PORT),
            section.flag("compression").orElse(false),
            section.flag("sameOrigin").orElse(false),
            section.texts("allowedOrigins", ORIGIN, "an origin such as https://example.org"),
            section.has("ingress") ? WebSocketIngress.read(section.section("ingress")) : null);
    section.refuseUnknown();
    return webSocket;
  }
}
