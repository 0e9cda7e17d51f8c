// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.WebSocket;

/** Renders what servers listen for beside clients and each other. */
final class ListenerBlocks {
  private ListenerBlocks() {}

  static void render(ObjectNode json, NatsClusterSpec spec) {
    if (spec.webSocket().enabled()) {
      webSocket(json.putObject("websocket"), spec.webSocket());
    }
  }

  private static void webSocket(ObjectNode json, WebSocket webSocket) {
    json.put("port", webSocket.port());
    // The server starts this listener only with a certificate or with this word.
    json.put("no_tls", true);
    if (webSocket.compression()) {
      json.put("compression", true);
    }
    if (webSocket.sameOrigin()) {
      json.put("same_origin", true);
    }
    if (!webSocket.allowedOrigins().isEmpty()) {
      webSocket.allowedOrigins().forEach(json.putArray("allowed_origins")::add);
    }
  }
}
