// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.cluster.FindingCode.PORT_TAKEN;
import static dev.flotilla.nats.cluster.FindingCode.SAME_ORIGIN_BEHIND_TLS;

import java.util.Map;
import java.util.TreeMap;

/**
 * Rules about what the listeners of a spec need of each other and of the rest.
 *
 * @param spec as it was read, with its defaults
 * @param section where findings go
 */
record ListenerRails(NatsClusterSpec spec, Section section) {
  void judge() {
    ports();
    webSocket();
  }

  private void ports() {
    Map<Integer, String> taken = new TreeMap<>(Map.of(6222, "routes", 8222, "monitoring"));
    Listener.ports(spec)
        .forEach(
            (listener, port) -> {
              String other = taken.putIfAbsent(port, listener.label());
              if (other != null) {
                section.report(
                    PORT_TAKEN,
                    section.field(listener.field() + ".port"),
                    "Port " + port + " is for " + other + " already.",
                    "Leave the port out to take that of the official chart.");
              }
            });
  }

  /**
   * The server compares the ports too, and a page that came by TLS has 443 where the server, which
   * is reached without, sees 80 (nats-server server/websocket.go, checkOrigin).
   */
  private void webSocket() {
    WebSocket webSocket = spec.webSocket();
    WebSocketIngress ingress = webSocket.ingress();
    if (webSocket.sameOrigin() && ingress != null && ingress.tlsSecretName() != null) {
      section.report(
          SAME_ORIGIN_BEHIND_TLS,
          section.field("webSocket.sameOrigin"),
          "Behind an Ingress that ends TLS no page has the origin that the server sees.",
          "List https://" + ingress.host() + " in webSocket.allowedOrigins instead.");
    }
  }
}
