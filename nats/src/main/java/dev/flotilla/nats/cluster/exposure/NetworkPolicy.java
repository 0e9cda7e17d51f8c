// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * Who may reach the servers. Off by default: clients in other namespaces would be cut off by it
 * without a word of theirs. The agent, the servers and what stands beside them are always let in.
 *
 * @param enabled whether there is a policy at all
 * @param clients list of {@code NetworkPolicyPeer} that may reach the listeners of clients; null
 *     for every pod of the namespace
 * @param gateways list of {@code NetworkPolicyPeer} that may reach the port of the gateway; null
 *     for everybody, since servers of other clusters come from other networks
 * @param monitoring list of {@code NetworkPolicyPeer} that may reach the monitoring endpoints and
 *     figures; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record NetworkPolicy(
    @JsonPropertyDescription("Whether to create a NetworkPolicy; default false") boolean enabled,
    @JsonPropertyDescription(
            "List of NetworkPolicyPeer that clients connect from; default every pod of the"
                + " namespace")
        @Nullable JsonNode clients,
    @JsonPropertyDescription(
            "List of NetworkPolicyPeer that servers of other clusters connect from; default"
                + " everybody")
        @Nullable JsonNode gateways,
    @JsonPropertyDescription("List of NetworkPolicyPeer that scrape metrics; default none")
        @Nullable JsonNode monitoring) {
  public static NetworkPolicy read(Section section) {
    NetworkPolicy policy =
        new NetworkPolicy(
            section.flag("enabled").orElse(false),
            PolicyPeers.read(section, "clients").orElse(null),
            PolicyPeers.read(section, "gateways").orElse(null),
            PolicyPeers.read(section, "monitoring").orElse(null));
    section.refuseUnknown();
    return policy;
  }
}
