// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.rails;

import static dev.flotilla.nats.document.FindingCode.GATEWAY_AUTHORITY_UNKNOWN;
import static dev.flotilla.nats.document.FindingCode.GATEWAY_WITHOUT_CLUSTER;
import static dev.flotilla.nats.document.FindingCode.INGRESS_TO_TLS;
import static dev.flotilla.nats.document.FindingCode.LEAF_NODES_WITHOUT_DOMAIN;
import static dev.flotilla.nats.document.FindingCode.MQTT_WITHOUT_JETSTREAM;
import static dev.flotilla.nats.document.FindingCode.PORT_TAKEN;
import static dev.flotilla.nats.document.FindingCode.SAME_ORIGIN_BEHIND_TLS;
import static dev.flotilla.nats.document.FindingCode.TLS_LISTENER_OFF;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.listeners.Gateway;
import dev.flotilla.nats.cluster.listeners.WebSocket;
import dev.flotilla.nats.cluster.listeners.WebSocketIngress;
import dev.flotilla.nats.cluster.servers.JetStream;
import dev.flotilla.nats.document.Section;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rules about the listeners and what they depend on.
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
    if (spec.access().exposure() != null) {
      new ExposureRails(spec, spec.access().exposure(), section).judge();
    }
  }

  private void ports() {
    Map<Integer, String> taken = new TreeMap<>(Map.of(6222, "routes", 8222, "monitoring"));
    if (spec.addons().exporter().enabled()) {
      taken.putIfAbsent(spec.addons().exporter().port(), "the exporter");
    }
    spec.listeners()
        .ports()
        .forEach(
            (listener, port) -> {
              String other = taken.putIfAbsent(port, listener.label());
              if (other != null) {
                section.report(
                    PORT_TAKEN,
                    section.field(listener.field() + ".port"),
                    "Port " + port + " is for " + other + " already.",
                    "Remove the port to use the one of the official chart.");
              }
            });
  }

  private void mqtt() {
    if (spec.listeners().mqtt().enabled() && !spec.settings().jetStream().enabled()) {
      section.report(
          MQTT_WITHOUT_JETSTREAM,
          section.field("mqtt.enabled"),
          "MQTT stores sessions and retained messages in streams, but JetStream is disabled.",
          "Enable jetStream.enabled, or disable mqtt.enabled.");
    }
  }

  private void leafNodes() {
    JetStream jetStream = spec.settings().jetStream();
    if (jetStream.enabled()
        && jetStream.domain() == null
        && !spec.listeners().leafNodes().remotes().isEmpty()) {
      section.warn(
          LEAF_NODES_WITHOUT_DOMAIN,
          section.field("jetStream.domain"),
          "Without a domain, clients cannot tell this JetStream from the one across the leaf node connection.",
          "Set jetStream.domain before there are streams, or list LEAF_NODES_WITHOUT_DOMAIN in spec.waivers.");
    }
  }

  private void gateway() {
    if (spec.listeners().gateway() == null) {
      return;
    }
    if (spec.servers().replicas() == 1 && spec.settings().jetStream().enabled()) {
      section.report(
          GATEWAY_WITHOUT_CLUSTER,
          section.field("gateway"),
          "With a gateway, JetStream only starts in clustered mode, and one server has no routes.",
          "Use 3 servers, or disable jetStream.enabled.");
    }
    gatewayRoots(spec.listeners().gateway());
  }

  /** Both sides of a gateway present a certificate, and each verifies that of the other. */
  private void gatewayRoots(Gateway gateway) {
    boolean given = gateway.caSecret() != null;
    if (!spec.access().tls().listeners().routes()) {
      if (given) {
        section.report(
            TLS_LISTENER_OFF,
            section.field("gateway.caSecret"),
            "A gateway without TLS does not verify certificates.",
            "Remove it, or set tls.listeners.routes to true.");
      }
    } else if (!given && spec.access().tls().certificate().selfSigned()) {
      section.warn(
          GATEWAY_AUTHORITY_UNKNOWN,
          section.field("gateway.caSecret"),
          "This cluster's certificate is issued by its own CA, which servers of other clusters do not trust.",
          "Use a certificate of a common CA in tls.certificate, or set the CAs of the other clusters in gateway.caSecret.");
    }
  }

  /**
   * The server compares ports as well: a page that was loaded over TLS has 443, but the server,
   * which is reached without TLS, expects 80 (nats-server server/websocket.go, checkOrigin).
   */
  private void webSocket() {
    WebSocket webSocket = spec.listeners().webSocket();
    WebSocketIngress ingress = webSocket.ingress();
    boolean encrypted = spec.access().tls().listeners().client();
    if (webSocket.enabled() && encrypted && ingress != null && ingress.annotations().isEmpty()) {
      section.warn(
          INGRESS_TO_TLS,
          section.field("webSocket.ingress.annotations"),
          "The servers use TLS on this port, but an Ingress connects in plain text by default.",
          "Set the annotation of its controller for TLS backends, or list INGRESS_TO_TLS in spec.waivers if it needs none.");
    }
    if (webSocket.sameOrigin()
        && !encrypted
        && ingress != null
        && ingress.tlsSecretName() != null) {
      section.report(
          SAME_ORIGIN_BEHIND_TLS,
          section.field("webSocket.sameOrigin"),
          "Behind an Ingress that terminates TLS, the origin of a page never matches what the server sees.",
          "List https://" + ingress.host() + " in webSocket.allowedOrigins instead.");
    }
  }
}
