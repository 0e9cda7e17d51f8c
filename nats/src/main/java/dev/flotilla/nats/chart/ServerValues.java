// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.chart.Note.Verdict;
import java.util.List;
import java.util.Map;

/** Number of servers, their spread, and their memory. */
final class ServerValues {
  private static final String CLUSTER = "config.cluster.enabled";
  private static final String REPLICAS = "config.cluster.replicas";
  private static final String MEMORY = "config.jetstream.memoryStore.enabled";
  private static final String MEMORY_SIZE = "config.jetstream.memoryStore.maxSize";
  private static final String SPREAD = "podTemplate.topologySpreadConstraints";
  private static final int MOST = 9;

  private final ChartValues values;

  ServerValues(ChartValues values) {
    this.values = values;
  }

  void decide(Draft draft) {
    replicas(draft);
    memory(draft);
    values
        .given(SPREAD)
        .filter(constraints -> constraints.isObject() && !constraints.isEmpty())
        .filter(constraints -> !Template.in(constraints, true))
        .ifPresent(constraints -> spread(draft, constraints));
  }

  private void replicas(Draft draft) {
    boolean clustered = values.effective(CLUSTER).asBoolean();
    taken(draft, CLUSTER);
    if (!clustered) {
      draft.set(CLUSTER, List.of("replicas"), IntNode.valueOf(1));
      if (values.given(REPLICAS).isPresent()) {
        draft.note(
            new Note(
                REPLICAS,
                Verdict.DEFAULT,
                "Clustering is off, so there is one server.",
                "Set spec.replicas for more."));
      }
      return;
    }
    JsonNode replicas = values.effective(REPLICAS);
    boolean tooMany = replicas.isNumber() && replicas.asDouble() > MOST;
    draft.set(REPLICAS, List.of("replicas"), tooMany ? IntNode.valueOf(MOST) : replicas);
    taken(draft, REPLICAS);
    if (tooMany) {
      draft.note(
          new Note(
              REPLICAS,
              Verdict.CHANGED,
              "A NatsCluster has at most " + MOST + " servers.",
              "More servers make consensus slower, not safer: use 3 or 5."));
    }
  }

  private void memory(Draft draft) {
    if (values.effective(MEMORY).asBoolean()) {
      draft.set(
          MEMORY_SIZE, List.of("jetStream", "memoryStore", "size"), values.effective(MEMORY_SIZE));
      taken(draft, MEMORY);
      taken(draft, MEMORY_SIZE);
    }
  }

  private void spread(Draft draft, JsonNode constraints) {
    ArrayNode spread = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, JsonNode> constraint : constraints.properties()) {
      boolean required =
          !"ScheduleAnyway".equals(constraint.getValue().path("whenUnsatisfiable").asText());
      spread.addObject().put("topologyKey", constraint.getKey()).put("required", required);
    }
    draft.set(SPREAD, List.of("placement", "spread"), spread);
    boolean whole = constraints.properties().stream().allMatch(one -> isPlain(one.getValue()));
    draft.note(
        whole
            ? Note.plain(SPREAD, Verdict.KEPT)
            : new Note(
                SPREAD,
                Verdict.CHANGED,
                "maxSkew is always 1, and a spread constraint has no other fields.",
                "See spec.placement.spread."));
  }

  /** One server more than elsewhere at most, and nothing else. */
  private static boolean isPlain(JsonNode constraint) {
    if (!(constraint instanceof ObjectNode given)) {
      return false;
    }
    ObjectNode rest = given.deepCopy();
    rest.remove("whenUnsatisfiable");
    JsonNode skew = rest.remove("maxSkew");
    return rest.isEmpty() && (skew == null || skew.asInt() == 1);
  }

  private void taken(Draft draft, String key) {
    if (values.given(key).isPresent()) {
      draft.note(Note.plain(key, Verdict.KEPT));
    }
  }
}
