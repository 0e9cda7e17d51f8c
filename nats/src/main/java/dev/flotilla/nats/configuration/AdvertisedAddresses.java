// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.exposure.Advertise;
import org.jspecify.annotations.Nullable;

/** Adds the advertised addresses to the listeners. */
final class AdvertisedAddresses {
  private static final String SILENT = "no_advertise";

  private AdvertisedAddresses() {}

  static void lay(ObjectNode json, Advertise advertise) {
    if (advertise.nats() != null) {
      json.put("client_advertise", advertise.nats());
      // Otherwise servers would not advertise any address to clients.
      if (json.get("cluster") instanceof ObjectNode cluster) {
        cluster.put(SILENT, false);
      }
    }
    put(json, "websocket", advertise.websocket());
    put(json, "leafnodes", advertise.leafnodes());
    if (advertise.leafnodes() != null && json.get("leafnodes") instanceof ObjectNode leafNodes) {
      leafNodes.put(SILENT, false);
    }
    put(json, "gateway", advertise.gateway());
  }

  private static void put(ObjectNode json, String listener, @Nullable String address) {
    if (address != null && json.get(listener) instanceof ObjectNode block) {
      block.put("advertise", address);
    }
  }
}
