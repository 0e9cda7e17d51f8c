// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What servers listen for beside each other and monitoring, in the order of the official chart. */
public enum Listener {
  /** Clients. */
  NATS("nats", "nats"),
  /** Leaf nodes. */
  LEAF_NODES("leafnodes", "leafNodes"),
  /** Clients over WebSocket. */
  WEBSOCKET("websocket", "webSocket"),
  /** Clients over MQTT. */
  MQTT("mqtt", "mqtt"),
  /** Servers of other clusters. */
  GATEWAY("gateway", "gateway");

  /** Port for clients, which are always listened for. */
  private static final int CLIENTS = 4222;

  private final String label;
  private final String field;

  Listener(String label, String field) {
    this.label = label;
    this.field = field;
  }

  /** Name of its port, in documents and in Kubernetes. */
  public String label() {
    return label;
  }

  /** All labels. */
  static List<String> labels() {
    return Arrays.stream(values()).map(Listener::label).toList();
  }

  /** Field of the spec that asks for it. */
  String field() {
    return field;
  }

  /** The ports of those that a spec asks for. */
  public static Map<Listener, Integer> ports(NatsClusterSpec spec) {
    Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    ports.put(NATS, CLIENTS);
    if (spec.webSocket().enabled()) {
      ports.put(WEBSOCKET, spec.webSocket().port());
    }
    if (spec.mqtt().enabled()) {
      ports.put(MQTT, spec.mqtt().port());
    }
    if (spec.leafNodes().enabled()) {
      ports.put(LEAF_NODES, spec.leafNodes().port());
    }
    if (spec.gateway() != null) {
      ports.put(GATEWAY, spec.gateway().port());
    }
    return Collections.unmodifiableMap(ports);
  }
}
