// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Tags;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scheduling of the servers.
 *
 * @param spread topology spread constraints; by default over nodes, as far as there are enough
 * @param nodeSelector labels that a node must have
 * @param affinity the {@code affinity} of a pod, as Kubernetes defines it; null for none
 * @param tolerations list of {@code tolerations} of a pod, as Kubernetes defines them; null for
 *     none
 * @param priorityClassName priority class of the pods; null for the cluster's default
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Placement(
    @JsonPropertyDescription(
            "Spread of servers over failure domains; default over nodes, not required")
        List<Spread> spread,
    @JsonPropertyDescription("Node labels that a node must have") Map<String, String> nodeSelector,
    @JsonPropertyDescription("Affinity of the pods, as in a PodSpec") @Nullable JsonNode affinity,
    @JsonPropertyDescription("List of tolerations of the pods, as in a PodSpec")
        @Nullable JsonNode tolerations,
    @JsonPropertyDescription("Priority class of the pods") @Nullable String priorityClassName) {
  public Placement {
    spread = List.copyOf(spread);
    nodeSelector = Tags.sorted(nodeSelector);
  }

  public static Placement read(Section section) {
    List<Spread> spread = section.sections("spread").stream().map(Spread::read).toList();
    Placement placement =
        new Placement(
            section.has("spread") ? spread : List.of(Spread.OVER_NODES),
            Tags.labels(section, "nodeSelector"),
            section.object("affinity").orElse(null),
            section.array("tolerations").orElse(null),
            section.objectName("priorityClassName").orElse(null));
    section.refuseUnknown();
    return placement;
  }
}
