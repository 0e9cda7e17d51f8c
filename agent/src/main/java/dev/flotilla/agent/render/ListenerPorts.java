// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.nats.cluster.Listener;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The ports of a server that a spec asks for, in the order of the official chart. */
final class ListenerPorts {
  /** Who connects to these needs an address and no certain server. */
  private static final Set<Listener> FOR_CLIENTS = EnumSet.of(Listener.NATS, Listener.WEBSOCKET);

  private ListenerPorts() {}

  static List<Object> ofContainer(NatsClusterSpec spec) {
    return all(
        spec, (listener, port) -> Port.ofContainer(listener.label(), port), Port::ofContainer);
  }

  static List<Object> ofHeadlessService(NatsClusterSpec spec) {
    return all(spec, ListenerPorts::ofService, Port::ofService);
  }

  static List<Object> ofClientService(NatsClusterSpec spec) {
    return ofService(spec, FOR_CLIENTS);
  }

  /** The ports of those of the listeners that the spec asks for. */
  static List<Object> ofService(NatsClusterSpec spec, Set<Listener> listeners) {
    return new ArrayList<>(
        Listener.ports(spec).entrySet().stream()
            .filter(entry -> listeners.contains(entry.getKey()))
            .map(entry -> ofService(entry.getKey(), entry.getValue()))
            .toList());
  }

  private static List<Object> all(
      NatsClusterSpec spec,
      BiFunction<Listener, Integer, Map<String, Object>> listener,
      Function<Port, Map<String, Object>> fixed) {
    List<Object> ports = new ArrayList<>();
    Listener.ports(spec)
        .forEach(
            (which, port) -> {
              if (FOR_CLIENTS.contains(which)) {
                ports.add(listener.apply(which, port));
              }
            });
    ports.add(fixed.apply(Port.CLUSTER));
    ports.add(fixed.apply(Port.MONITOR));
    return ports;
  }

  private static Map<String, Object> ofService(Listener listener, int port) {
    return Port.ofService(listener.label(), port, listener == Listener.WEBSOCKET ? "http" : "tcp");
  }
}
