// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.ResourceKey;
import java.nio.charset.StandardCharsets;

/**
 * What an agent has on record before it acts.
 *
 * @param member of the agent
 * @param cluster the NatsCluster that it works on
 */
record Intents(Member member, String cluster) {

  /** Whether the write is one that nobody had announced. */
  boolean lacks(HeldWrite write) {
    return switch (write.resource()) {
      case "natsclusters" -> !admitted(ResourceKey.NATS_CLUSTER, write);
      case "natsoperations" -> !admitted(ResourceKey.NATS_OPERATION, write);
      case "statefulsets", "poddisruptionbudgets", "pods" -> step(write).isBlank();
      default -> false;
    };
  }

  /** The watermark holds the very revision that is written. */
  private boolean admitted(String kind, HeldWrite write) {
    var stored =
        member
            .get("configmap", "flotilla-agent-state", "-n", member.namespace())
            .at("/data/watermark");
    if (stored.isMissingNode()) {
      return false;
    }
    var watermark = Json.read(stored.asText().getBytes(StandardCharsets.UTF_8), Watermark.class);
    var seen = watermark.of(new ResourceKey(kind, write.namespace(), write.name()));
    return seen != null && seen.revision() >= revision(write.request().path("object"));
  }

  private static long revision(JsonNode object) {
    return object.at("/metadata/annotations").path("flotilla.dev/revision").asLong();
  }

  private String step(HeldWrite write) {
    return member
        .get("natscluster", cluster, "-n", write.namespace())
        .at("/status/step/name")
        .asText();
  }
}
