// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.listeners.Gateway;
import dev.flotilla.nats.cluster.listeners.LeafNodes;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.nats.cluster.listeners.Mqtt;
import dev.flotilla.nats.cluster.listeners.WebSocket;
import dev.flotilla.nats.document.Section;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the servers listen for besides plain clients, and which servers they connect to.
 *
 * @param webSocket clients over WebSocket
 * @param mqtt clients over MQTT
 * @param leafNodes leaf nodes of these servers, and these servers as leaf nodes
 * @param gateway connection to the other clusters of a supercluster; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Listeners(
    @JsonPropertyDescription("WebSocket clients") WebSocket webSocket,
    @JsonPropertyDescription("MQTT clients") Mqtt mqtt,
    @JsonPropertyDescription("Leaf nodes: the listener, and outgoing connections")
        LeafNodes leafNodes,
    @JsonPropertyDescription("Gateway to other clusters of a supercluster")
        @Nullable Gateway gateway) {
  private static final int CLIENT_PORT = 4222;

  /** Reads them from a spec. */
  public static Listeners read(Section spec) {
    return new Listeners(
        WebSocket.read(spec.section("webSocket")),
        Mqtt.read(spec.section("mqtt")),
        LeafNodes.read(spec.section("leafNodes")),
        spec.has("gateway") ? Gateway.read(spec.section("gateway")) : null);
  }

  /** Ports of the enabled listeners; plain clients always have one. */
  public Map<Listener, Integer> ports() {
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    ports.put(Listener.NATS, CLIENT_PORT);
    if (webSocket.enabled()) {
      ports.put(Listener.WEBSOCKET, webSocket.port());
    }
    if (mqtt.enabled()) {
      ports.put(Listener.MQTT, mqtt.port());
    }
    if (leafNodes.enabled()) {
      ports.put(Listener.LEAF_NODES, leafNodes.port());
    }
    if (gateway != null) {
      ports.put(Listener.GATEWAY, gateway.port());
    }
    return Collections.unmodifiableMap(ports);
  }
}
