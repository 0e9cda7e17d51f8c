// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.service;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.nats.cluster.tls.TlsListeners;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ports of a server that a spec requires, in the order of the official chart. */
public final class ListenerPorts {
  /** Connections to these need an address and not a certain server. */
  private static final Set<Listener> FOR_CLIENTS =
      EnumSet.complementOf(EnumSet.of(Listener.GATEWAY));

  private ListenerPorts() {}

  /** The ports of the container that runs a server. */
  public static List<Object> ofContainer(NatsClusterSpec spec) {
    return all(
        spec, (listener, port) -> Port.ofContainer(listener.label(), port), Port::ofContainer);
  }

  static List<Object> ofHeadlessService(NatsClusterSpec spec) {
    return all(
        spec,
        (listener, port) -> ofService(spec, listener, port),
        port -> port.ofService(spec.access().tls()));
  }

  static List<Object> ofClientService(NatsClusterSpec spec) {
    return ofService(
        spec, FOR_CLIENTS.stream().map(Listener::label).collect(Collectors.toUnmodifiableSet()));
  }

  /** The ports of the listeners with those labels. */
  static List<Object> ofService(NatsClusterSpec spec, Set<String> labels) {
    List<Object> ports = new ArrayList<>();
    spec.listeners()
        .ports()
        .forEach(
            (listener, port) -> {
              if (labels.contains(listener.label())) {
                ports.add(ofService(spec, listener, port));
              }
            });
    return ports;
  }

  private static List<Object> all(
      NatsClusterSpec spec,
      BiFunction<Listener, Integer, Map<String, Object>> listener,
      Function<Port, Map<String, Object>> fixed) {
    List<Object> ports = new ArrayList<>();
    spec.listeners()
        .ports()
        .forEach(
            (which, port) -> {
              if (FOR_CLIENTS.contains(which)) {
                ports.add(listener.apply(which, port));
              }
            });
    if (spec.servers().replicas() > 1) {
      ports.add(fixed.apply(Port.CLUSTER));
    }
    @Nullable Integer gateway = spec.listeners().ports().get(Listener.GATEWAY);
    if (gateway != null) {
      ports.add(listener.apply(Listener.GATEWAY, gateway));
    }
    ports.add(fixed.apply(Port.MONITOR));
    return ports;
  }

  private static Map<String, Object> ofService(NatsClusterSpec spec, Listener listener, int port) {
    TlsListeners tls = spec.access().tls().listeners();
    boolean encrypted = listener == Listener.GATEWAY ? tls.routes() : tls.client();
    String protocol =
        listener == Listener.WEBSOCKET ? encrypted ? "https" : "http" : encrypted ? "tls" : "tcp";
    return Port.ofService(listener.label(), port, protocol);
  }
}
