// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.chart.Note.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Listeners other than that for plain clients. A port with TLS is never converted to plain text.
 */
final class Listeners {
  private static final String WEB_SOCKET = "webSocket";
  private static final String WEB_SOCKET_KEY = "config.websocket";
  private static final String INGRESS = WEB_SOCKET_KEY + ".ingress.";
  private static final String GATEWAY = "gateway";
  private static final String GATEWAY_KEY = "config.gateway";
  private static final String ENABLED = "enabled";
  private static final String HOSTS = INGRESS + "hosts";

  private final ChartValues values;

  Listeners(ChartValues values) {
    this.values = values;
  }

  void decide(Draft draft) {
    if (opened(draft, "config.leafnodes")) {
      listener(draft, "config.leafnodes", "leafNodes");
    }
    if (opened(draft, WEB_SOCKET_KEY)) {
      listener(draft, WEB_SOCKET_KEY, WEB_SOCKET);
      ingress(draft);
    }
    if (opened(draft, "config.mqtt")) {
      listener(draft, "config.mqtt", "mqtt");
    }
    if (values.effective(GATEWAY_KEY + "." + ENABLED).asBoolean()) {
      gateway(draft);
    }
  }

  /** The port is always written, so that the gateway remains if its other fields are refused. */
  private void gateway(Draft draft) {
    String enabled = GATEWAY_KEY + "." + ENABLED;
    object(draft, enabled, List.of(GATEWAY));
    draft.note(
        new Note(
            enabled,
            Verdict.CHANGED,
            "Gateways only work between clusters with the same operator, and by default each NatsCluster has its own.",
            "Keep using the chart for existing superclusters."));
    String port = GATEWAY_KEY + ".port";
    draft.set(port, List.of(GATEWAY, "port"), values.effective(port));
    take(draft, port, List.of(GATEWAY, "port"));
    take(draft, GATEWAY_KEY + ".merge.name", List.of(GATEWAY, "name"));
    take(draft, GATEWAY_KEY + ".merge.gateways", List.of(GATEWAY, "remotes"));
  }

  /** A port keeps TLS or stays closed. */
  private boolean opened(Draft draft, String key) {
    boolean on = values.effective(key + "." + ENABLED).asBoolean();
    boolean lost =
        Encryption.encrypted(values, key) && !Encryption.encrypted(values, "config.nats");
    if (on && lost) {
      draft.note(
          new Note(
              key + "." + ENABLED,
              Verdict.UNSUPPORTED,
              "TLS is enabled for all client ports or none, and config.nats.tls is off, so this port stays disabled.",
              "Set spec.tls once clients support it, or enable the port if plain text is acceptable."));
    }
    return on && !lost;
  }

  /**
   * The object originates from the key that enables it, so that an unsupported listener is removed
   * as a whole.
   */
  private void listener(Draft draft, String key, String field) {
    String enabled = key + "." + ENABLED;
    object(draft, enabled, List.of(field));
    draft.set(enabled, List.of(field, ENABLED), BooleanNode.TRUE);
    take(draft, key + ".port", List.of(field, "port"));
  }

  private void ingress(Draft draft) {
    if (!values.effective(INGRESS + ENABLED).asBoolean()) {
      return;
    }
    List<JsonNode> hosts = new ArrayList<>();
    values.effective(HOSTS).forEach(hosts::add);
    if (hosts.isEmpty()) {
      draft.note(
          new Note(
              INGRESS + ENABLED,
              Verdict.UNSUPPORTED,
              "An Ingress needs a host name.",
              "Set spec.webSocket.ingress.host."));
      return;
    }
    object(draft, INGRESS + ENABLED, List.of(WEB_SOCKET, "ingress"));
    draft.set(HOSTS, List.of(WEB_SOCKET, "ingress", "host"), hosts.getFirst());
    draft.note(
        hosts.size() == 1
            ? Note.plain(HOSTS, Verdict.KEPT)
            : new Note(
                HOSTS,
                Verdict.CHANGED,
                "The Ingress has a single host; the first one is used.",
                "Create your own Ingress for the others."));
    for (String field : List.of("path", "className", "tlsSecretName")) {
      take(draft, INGRESS + field, List.of(WEB_SOCKET, "ingress", field));
    }
  }

  private static void object(Draft draft, String key, List<String> field) {
    draft.set(key, field, JsonNodeFactory.instance.objectNode());
    draft.note(Note.plain(key, Verdict.KEPT));
  }

  private void take(Draft draft, String key, List<String> field) {
    Optional<JsonNode> given = values.given(key).filter(value -> !Template.in(value, true));
    given
        .flatMap(NatsText::plain)
        .ifPresent(
            value -> {
              draft.set(key, field, value);
              draft.note(Note.plain(key, Verdict.KEPT));
            });
    if (given.isPresent() && given.flatMap(NatsText::plain).isEmpty()) {
      draft.note(NatsText.note(key));
    }
  }
}
