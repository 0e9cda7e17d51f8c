// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Tree;
import java.util.Map;

/** Ports of a server, named and numbered as in the official chart. */
enum Port {
  NATS("nats", 4222, "tcp"),
  CLUSTER("cluster", 6222, "tcp"),
  MONITOR("monitor", 8222, "http");

  private final String label;
  private final int number;
  private final String protocol;

  Port(String label, int number, String protocol) {
    this.label = label;
    this.number = number;
    this.protocol = protocol;
  }

  String label() {
    return label;
  }

  Map<String, Object> ofService() {
    return ofService(label, number, protocol);
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
