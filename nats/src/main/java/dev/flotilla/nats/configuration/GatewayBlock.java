// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.listeners.Gateway;

/** Renders the connections to other clusters. */
public final class GatewayBlock {
  /** Mount path of the CA that verifies servers of other clusters. */
  public static final String ROOTS_DIRECTORY = "/etc/nats-gateway";

  private GatewayBlock() {}

  static void render(ObjectNode json, NatsCluster cluster) {
    Gateway gateway = cluster.spec().listeners().gateway();
    if (gateway == null) {
      return;
    }
    ObjectNode block = json.putObject("gateway");
    block.put("name", cluster.clusterName());
    block.put("port", gateway.port());
    // Otherwise any server that reaches the port could join.
    block.put("reject_unknown_cluster", true);
    if (cluster.spec().access().tls().listeners().routes()) {
      // nats-server uses it for outgoing connections as well.
      ObjectNode tls = ListenerTls.OF_SERVERS.block(true);
      if (gateway.caSecret() != null) {
        tls.put("ca_file", ROOTS_DIRECTORY + "/" + ListenerTls.AUTHORITY);
      }
      block.set("tls", tls);
    }
    ArrayNode remotes = block.putArray("gateways");
    gateway
        .remotes()
        .forEach(
            remote -> {
              ObjectNode entry = remotes.addObject();
              entry.put("name", remote.name());
              ArrayNode urls = entry.putArray("urls");
              remote.urls().forEach(urls::add);
            });
  }
}
