// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.cluster.FindingCode.GATEWAY_NEEDS_ONE_TRUST;
import static dev.flotilla.nats.cluster.FindingCode.GATEWAY_WITHOUT_CLUSTER;
import static dev.flotilla.nats.cluster.FindingCode.LEAF_NODES_WITHOUT_DOMAIN;
import static dev.flotilla.nats.cluster.FindingCode.MQTT_WITHOUT_JETSTREAM;
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
    mqtt();
    leafNodes();
    gateway();
    if (spec.exposure() != null) {
      new ExposureRails(spec, spec.exposure(), section).judge();
    }
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

  private void mqtt() {
    if (spec.mqtt().enabled() && !spec.jetStream().enabled()) {
      section.report(
          MQTT_WITHOUT_JETSTREAM,
          section.field("mqtt.enabled"),
          "MQTT keeps sessions and retained messages in streams, and JetStream is off.",
          "Turn jetStream.enabled on, or mqtt.enabled off.");
    }
  }

  private void leafNodes() {
    JetStream jetStream = spec.jetStream();
    if (jetStream.enabled()
        && jetStream.domain() == null
        && !spec.leafNodes().remotes().isEmpty()) {
      section.warn(
          LEAF_NODES_WITHOUT_DOMAIN,
          section.field("jetStream.domain"),
          "Clients cannot tell the JetStream here from the one of the servers that leaf nodes connect to.",
          "Give this one a domain before it has streams, or list LEAF_NODES_WITHOUT_DOMAIN in spec.waivers.");
    }
  }

  private void gateway() {
    if (spec.gateway() == null) {
      return;
    }
    if (spec.replicas() == 1 && spec.jetStream().enabled()) {
      section.report(
          GATEWAY_WITHOUT_CLUSTER,
          section.field("gateway"),
          "With a gateway JetStream starts only in a cluster, and one server has no routes.",
          "Take 3 servers, or turn jetStream.enabled off.");
    }
    if (spec.authentication().byOperator()) {
      section.warn(
          GATEWAY_NEEDS_ONE_TRUST,
          section.field("gateway"),
          "Messages pass only between clusters that trust one operator, and each NatsCluster has its own.",
          "Join clusters only under one trust; list GATEWAY_NEEDS_ONE_TRUST in spec.waivers once they share it.");
    }
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
