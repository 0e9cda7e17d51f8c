// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.pods;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Tags;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * A topology spread constraint of the servers.
 *
 * @param topologyKey label of nodes that names the domain, such as {@code kubernetes.io/hostname}
 * @param required whether a pod stays Pending rather than violating the constraint
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Spread(
    @JsonPropertyDescription("Node label of the failure domain; default kubernetes.io/hostname")
        String topologyKey,
    @JsonPropertyDescription(
            "Whether a pod stays Pending rather than violating the constraint; default false")
        boolean required) {
  /** Label of a node's own name. */
  public static final String HOSTNAME = "kubernetes.io/hostname";

  /** Servers on different nodes, as far as there are enough. */
  static final Spread OVER_NODES = new Spread(HOSTNAME, false);

  public static Spread read(Section section) {
    Spread spread =
        new Spread(
            section.matching("topologyKey", Tags.KEY, "a node label").orElse(HOSTNAME),
            section.flag("required").orElse(false));
    section.refuseUnknown();
    return spread;
  }
}
