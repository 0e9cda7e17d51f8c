// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.service;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.tls.ServerTls;
import java.util.Map;

/** Ports of a server, named and numbered as in the official chart. */
public enum Port {
  /** Routes. */
  CLUSTER("cluster", 6222),

  /** Monitoring over HTTP. */
  MONITOR("monitor", 8222);

  private final String label;
  private final int number;

  Port(String label, int number) {
    this.label = label;
    this.number = number;
  }

  /** Name of the port in Services and containers. */
  public String label() {
    return label;
  }

  Map<String, Object> ofService(ServerTls tls) {
    String encrypted = tls.listeners().routes() ? "tls" : "tcp";
    return ofService(label, number, this == CLUSTER ? encrypted : "http");
  }

  static Map<String, Object> ofService(String label, int number, String protocol) {
    return Tree.object(
        "name",
        label,
        "port",
        number,
        "targetPort",
        label,
        "protocol",
        "TCP",
        "appProtocol",
        protocol);
  }

  Map<String, Object> ofContainer() {
    return ofContainer(label, number);
  }

  static Map<String, Object> ofContainer(String label, int number) {
    return Tree.object("name", label, "containerPort", number, "protocol", "TCP");
  }
}
