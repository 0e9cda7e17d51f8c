// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.listeners.WebSocket;

/** Renders the listeners other than those for clients and routes. */
final class ListenerBlocks {
  private ListenerBlocks() {}

  static void render(ObjectNode json, NatsCluster cluster, AccessRules rules) {
    NatsClusterSpec spec = cluster.spec();
    LeafBlock.render(json, spec, rules);
    if (spec.listeners().webSocket().enabled()) {
      webSocket(json.putObject("websocket"), spec);
    }
    if (spec.listeners().mqtt().enabled()) {
      ObjectNode mqtt = json.putObject("mqtt").put("port", spec.listeners().mqtt().port());
      ListenerTls.ofClients(spec.access().tls()).ifPresent(tls -> mqtt.set("tls", tls));
    }
    GatewayBlock.render(json, cluster);
    AdvertisedAddresses.lay(json, spec.access().advertise());
  }

  private static void webSocket(ObjectNode json, NatsClusterSpec spec) {
    WebSocket webSocket = spec.listeners().webSocket();
    json.put("port", webSocket.port());
    // The server starts this listener only with a certificate or with this word.
    ListenerTls.ofClients(spec.access().tls())
        .ifPresentOrElse(tls -> json.set("tls", tls), () -> json.put("no_tls", true));
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
