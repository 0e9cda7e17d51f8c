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
 * TLS of the servers. The chart has a certificate for each port and the servers have one: where
 * they differ, a port keeps TLS by the other's certificate rather than lose it.
 */
final class Encryption {
  private static final String CLIENTS = "config.nats.tls.";
  private static final String ROUTES = "config.cluster.tls.";
  private static final String ENABLED = "enabled";
  private static final String SECRET = "secretName";
  private static final String VERIFY = CLIENTS + "merge.verify";
  private static final String AUTHORITY = "tlsCA.";

  private final ChartValues values;
  private final boolean clustered;

  Encryption(ChartValues values) {
    this.values = values;
    this.clustered = values.effective("config.cluster.enabled").asBoolean();
  }

  void decide(Draft draft) {
    boolean clients = isOn(CLIENTS);
    boolean routes = clustered && isOn(ROUTES);
    List<String> ports =
        Stream.of(CLIENTS, ROUTES).filter(port -> port.equals(CLIENTS) ? clients : routes).toList();
    if (ports.isEmpty()) {
      return;
    }
    draft.set(ports.getFirst() + ENABLED, List.of("tls"), JsonNodeFactory.instance.objectNode());
    listener(draft, CLIENTS, clients);
    if (clustered) {
      listener(draft, ROUTES, routes);
    }
    certificate(draft, ports);
    values
        .given(VERIFY)
        .filter(verify -> clients && verify.isBoolean())
        .ifPresent(verify -> take(draft, VERIFY, List.of("tls", "verifyClients"), verify));
  }

  private void listener(Draft draft, String port, boolean on) {
    String field = port.equals(CLIENTS) ? "client" : "routes";
    draft.set(port + ENABLED, List.of("tls", "listeners", field), BooleanNode.valueOf(on));
    if (on) {
      draft.note(Note.plain(port + ENABLED, Verdict.TAKEN));
    }
  }

  private void certificate(Draft draft, List<String> ports) {
    Optional<String> holder = ports.stream().filter(port -> secret(port).isPresent()).findFirst();
    if (holder.isEmpty()) {
      draft.note(
          new Note(
              ports.getFirst() + ENABLED,
              Verdict.CHANGED,
              "The values name no Secret with a certificate, so the agent issues one.",
              "Give clients its roots, which status.caSecret names, or set spec.tls.certificate."));
      return;
    }
    Optional<String> secret = secret(holder.get());
    TextNode name = TextNode.valueOf(secret.orElseThrow());
    take(draft, holder.get() + SECRET, List.of("tls", "certificate", SECRET), name);
    ports.stream()
        .filter(port -> !port.equals(holder.get()))
        .forEach(port -> shared(draft, port, secret));
    authority(draft, secret);
  }

  private void shared(Draft draft, String port, Optional<String> secret) {
    if (secret(port).equals(secret)) {
      draft.note(Note.plain(port + SECRET, Verdict.TAKEN));
      return;
    }
    draft.note(
        new Note(
            port + (secret(port).isPresent() ? SECRET : ENABLED),
            Verdict.CHANGED,
            "Servers have one certificate for all ports, that of Secret "
                + secret.orElseThrow()
                + ".",
            "It must carry the names of servers too, and be good for servers and for clients."));
  }

  /** The roots are where the servers look for them only if they stand beside the certificate. */
  private void authority(Draft draft, Optional<String> secret) {
    boolean beside =
        values.effective(AUTHORITY + ENABLED).asBoolean()
            && secret(AUTHORITY).equals(secret)
            && values.effective(AUTHORITY + "key").asText().equals("ca.crt");
    if (beside) {
      draft.note(Note.plain(AUTHORITY + ENABLED, Verdict.TAKEN));
      draft.note(Note.plain(AUTHORITY + SECRET, Verdict.TAKEN));
    }
  }

  private static void take(Draft draft, String key, List<String> field, JsonNode value) {
    draft.set(key, field, value);
    draft.note(Note.plain(key, Verdict.TAKEN));
  }

  private boolean isOn(String port) {
    return values.effective(port + ENABLED).asBoolean();
  }

  private Optional<String> secret(String port) {
    return values.given(port + SECRET).filter(JsonNode::isTextual).map(JsonNode::asText);
  }
}
