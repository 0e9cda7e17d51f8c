// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.flotilla.nats.chart.Note.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * TLS of the servers. The chart has a switch and a certificate for each port; a NatsCluster has one
 * certificate, and a switch for all ports of clients and one for all of servers. Where they differ,
 * a port uses TLS because another one does, rather than losing it.
 */
final class Encryption {
  private static final String ENABLED = "enabled";
  private static final String SECRET = "secretName";
  private static final String AUTHORITY = "tlsCA.";
  private static final String CLIENTS = "config.nats";
  private static final String SERVERS = "config.cluster";
  private static final String GATEWAY = "config.gateway";
  private static final String VERIFY = CLIENTS + ".tls.merge.verify";

  private final ChartValues values;
  private final List<String> clients;
  private final List<String> servers;

  Encryption(ChartValues values) {
    this.values = values;
    // The NATS client port decides for the others: it has the most clients, which must not be cut
    // off.
    this.clients =
        encrypted(values, CLIENTS)
            ? open(values, CLIENTS, "config.leafnodes", "config.websocket", "config.mqtt")
            : List.of();
    List<String> between = open(values, SERVERS, GATEWAY);
    this.servers = between.stream().anyMatch(port -> encrypted(values, port)) ? between : List.of();
  }

  /** Whether the values enable TLS on that port. */
  static boolean encrypted(ChartValues values, String port) {
    return isOn(values, port + ".tls");
  }

  void decide(Draft draft) {
    List<String> ports = Stream.concat(clients.stream(), servers.stream()).toList();
    if (ports.isEmpty()) {
      return;
    }
    List<String> first = ports.stream().filter(port -> encrypted(values, port)).toList();
    draft.set(key(first.getFirst()), List.of("tls"), JsonNodeFactory.instance.objectNode());
    listeners(draft, "client", CLIENTS, clients);
    if (!open(values, SERVERS, GATEWAY).isEmpty()) {
      listeners(draft, "routes", isOn(values, SERVERS) ? SERVERS : GATEWAY, servers);
    }
    certificate(draft, first);
    values
        .given(VERIFY)
        .filter(verify -> !clients.isEmpty() && verify.isBoolean())
        .ifPresent(verify -> take(draft, VERIFY, List.of("tls", "verifyClients"), verify));
  }

  /** One switch of the spec, for which the values have a switch per port. */
  private void listeners(Draft draft, String field, String decisive, List<String> ports) {
    draft.set(
        key(decisive), List.of("tls", "listeners", field), BooleanNode.valueOf(!ports.isEmpty()));
    for (String port : ports) {
      draft.note(
          encrypted(values, port)
              ? Note.plain(key(port), Verdict.KEPT)
              : new Note(
                  key(port),
                  Verdict.CHANGED,
                  "TLS is enabled for all client ports or none, and for all server ports or none, so this port uses TLS, too.",
                  "Update the clients of this port, and the annotations of an Ingress."));
    }
  }

  private void certificate(Draft draft, List<String> ports) {
    Optional<String> holder = ports.stream().filter(port -> secret(port).isPresent()).findFirst();
    if (holder.isEmpty()) {
      draft.note(
          new Note(
              key(ports.getFirst()),
              Verdict.CHANGED,
              "The values set no Secret with a certificate, so the agent issues one.",
              "Distribute its CA, which is in the Secret of status.caSecret, to clients, or set spec.tls.certificate."));
      return;
    }
    Optional<String> secret = secret(holder.get());
    TextNode name = TextNode.valueOf(secret.orElseThrow());
    take(draft, secretKey(holder.get()), List.of("tls", "certificate", SECRET), name);
    ports.stream()
        .filter(port -> !port.equals(holder.get()))
        .forEach(port -> shared(draft, port, secret));
    authority(draft, secret);
  }

  private void shared(Draft draft, String port, Optional<String> secret) {
    if (secret(port).equals(secret)) {
      draft.note(Note.plain(secretKey(port), Verdict.KEPT));
      return;
    }
    draft.note(
        new Note(
            secret(port).isPresent() ? secretKey(port) : key(port),
            Verdict.CHANGED,
            "Servers use one certificate for all ports, from Secret " + secret.orElseThrow() + ".",
            "It must also include the server names, with the usages server auth and client auth."));
  }

  /** The servers only find the CA if it is in the Secret of the certificate. */
  private void authority(Draft draft, Optional<String> secret) {
    boolean sameSecret =
        values.effective(AUTHORITY + ENABLED).asBoolean()
            && values.effective(AUTHORITY + SECRET).asText().equals(secret.orElse(""))
            && values.effective(AUTHORITY + "key").asText().equals("ca.crt");
    if (sameSecret) {
      draft.note(Note.plain(AUTHORITY + ENABLED, Verdict.KEPT));
      draft.note(Note.plain(AUTHORITY + SECRET, Verdict.KEPT));
    }
  }

  private static void take(Draft draft, String key, List<String> field, JsonNode value) {
    draft.set(key, field, value);
    draft.note(Note.plain(key, Verdict.KEPT));
  }

  /** The enabled ports, with or without TLS. */
  private static List<String> open(ChartValues values, String... ports) {
    return Stream.of(ports).filter(port -> port.equals(CLIENTS) || isOn(values, port)).toList();
  }

  private static boolean isOn(ChartValues values, String key) {
    return values.effective(key + "." + ENABLED).asBoolean();
  }

  private static String key(String port) {
    return port + ".tls." + ENABLED;
  }

  private static String secretKey(String port) {
    return port + ".tls." + SECRET;
  }

  private Optional<String> secret(String port) {
    return values.given(secretKey(port)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
