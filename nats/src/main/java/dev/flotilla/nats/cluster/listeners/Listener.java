// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import java.util.Arrays;
import java.util.List;

/**
 * Listeners of the servers other than routes and monitoring, in the order of the official chart.
 */
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
  public static List<String> labels() {
    return Arrays.stream(values()).map(Listener::label).toList();
  }

  /** Field of the spec that enables it. */
  public String field() {
    return field;
  }
}
