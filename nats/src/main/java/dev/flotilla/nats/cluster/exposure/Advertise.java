// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses that the servers advertise. They are part of the configuration that all servers share,
 * so each is an address of all of them. Null if none is advertised.
 *
 * @param nats host and port for clients
 * @param websocket host and port for clients over WebSocket
 * @param leafnodes host and port for leaf nodes
 * @param gateway host and port for servers of other clusters
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Advertise(
    @JsonPropertyDescription("Advertised to clients, such as nats.example.org:4222")
        @Nullable String nats,
    @JsonPropertyDescription("Advertised to WebSocket clients, such as nats.example.org:443")
        @Nullable String websocket,
    @JsonPropertyDescription("Advertised to leaf nodes, such as nats.example.org:7422")
        @Nullable String leafnodes,
    @JsonPropertyDescription(
            "Advertised to other clusters over gateways, such as nats.example.org:7222")
        @Nullable String gateway) {
  /** Nothing is advertised. */
  public static final Advertise NOTHING = new Advertise(null, null, null, null);

  private static final String WANTED = "a host and port such as nats.example.org:4222";
  private static final Pattern ADDRESS =
      Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9a-fA-F:]+\\]):[1-9]\\d{0,4}");

  public static Advertise read(Section section) {
    Advertise advertise =
        new Advertise(
            address(section, Listener.NATS),
            address(section, Listener.WEBSOCKET),
            address(section, Listener.LEAF_NODES),
            address(section, Listener.GATEWAY));
    section.refuseUnknown();
    return advertise;
  }

  /** The advertised addresses by listener. */
  public Map<Listener, String> addresses() {
    Map<Listener, String> addresses = new EnumMap<>(Listener.class);
    add(addresses, Listener.NATS, nats);
    add(addresses, Listener.WEBSOCKET, websocket);
    add(addresses, Listener.LEAF_NODES, leafnodes);
    add(addresses, Listener.GATEWAY, gateway);
    return addresses;
  }

  /** The hosts, each once and in lower case; IP addresses in the notation of Java. */
  public Set<String> hosts() {
    Set<String> hosts = new LinkedHashSet<>();
    for (String address : addresses().values()) {
      String host = host(address);
      hosts.add(
          host.startsWith("[")
              ? InetAddress.ofLiteral(literal(host)).getHostAddress()
              : host.toLowerCase(Locale.ROOT));
    }
    return hosts;
  }

  private static void add(
      Map<Listener, String> addresses, Listener listener, @Nullable String address) {
    if (address != null) {
      addresses.put(listener, address);
    }
  }

  private static @Nullable String address(Section section, Listener listener) {
    return section
        .matching(listener.label(), ADDRESS, WANTED)
        .filter(address -> isReal(section, listener.label(), host(address)))
        .orElse(null);
  }

  /** Text in brackets must be an IP address, since it becomes part of a certificate. */
  private static boolean isReal(Section section, String field, String host) {
    try {
      return !host.startsWith("[") || InetAddress.ofLiteral(literal(host)) != null;
    } catch (IllegalArgumentException noAddress) {
      section.bad(field, host + " is not an IP address.");
      return false;
    }
  }

  private static String host(String address) {
    return address.substring(0, address.lastIndexOf(':'));
  }

  private static String literal(String host) {
    return host.substring(1, host.length() - 1);
  }
}
