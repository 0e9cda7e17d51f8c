// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.service;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.nats.cluster.listeners.Listener;
import dev.flotilla.nats.cluster.listeners.WebSocketIngress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Ingress in front of the WebSocket listener, as the official chart has it. */
final class Ingress {
  private Ingress() {}

  static Optional<Manifest> of(Blueprint blueprint) {
    return Optional.ofNullable(blueprint.spec().listeners().webSocket().ingress())
        .filter(_ -> blueprint.spec().listeners().webSocket().enabled())
        .map(
            ingress ->
                new Manifest(
                    Kind.INGRESS,
                    blueprint.metadata(blueprint.names().webSocketIngress(), ingress.annotations()),
                    Tree.object("spec", spec(blueprint, ingress))));
  }

  private static Map<String, Object> spec(Blueprint blueprint, WebSocketIngress ingress) {
    return Tree.object(
        "ingressClassName",
        ingress.className(),
        "tls",
        tls(ingress),
        "rules",
        List.of(
            Tree.object(
                "host",
                ingress.host(),
                "http",
                Tree.object("paths", List.of(path(blueprint, ingress))))));
  }

  private static @Nullable List<Object> tls(WebSocketIngress ingress) {
    return ingress.tlsSecretName() == null
        ? null
        : List.of(
            Tree.object("hosts", List.of(ingress.host()), "secretName", ingress.tlsSecretName()));
  }

  private static Map<String, Object> path(Blueprint blueprint, WebSocketIngress ingress) {
    Map<String, Object> service =
        Tree.object(
            "name", blueprint.name(), "port", Tree.object("name", Listener.WEBSOCKET.label()));
    return Tree.object(
        "path", ingress.path(), "pathType", "Exact", "backend", Tree.object("service", service));
  }
}
