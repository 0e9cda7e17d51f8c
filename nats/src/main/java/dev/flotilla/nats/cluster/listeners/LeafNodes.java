// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;

/**
 * Leaf nodes: the listener, and outgoing connections.
 *
 * @param enabled whether the servers listen for leaf nodes
 * @param port port of the servers and of their Service
 * @param remotes servers elsewhere that these connect to; independent of {@code enabled}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record LeafNodes(
    @JsonPropertyDescription("Whether the servers listen for leaf nodes; default false")
        boolean enabled,
    @JsonPropertyDescription("Port of the servers and of their Service; default 7422") int port,
    @JsonPropertyDescription("Servers that these connect to as leaf nodes")
        List<LeafRemote> remotes) {
  private static final int DEFAULT_PORT = 7422;

  public LeafNodes {
    remotes = List.copyOf(remotes);
  }

  public static LeafNodes read(Section section) {
    LeafNodes leafNodes =
        new LeafNodes(
            section.flag("enabled").orElse(false),
            section.port("port").orElse(DEFAULT_PORT),
            section.sections("remotes").stream().map(LeafRemote::read).toList());
    section.refuseUnknown();
    return leafNodes;
  }
}
