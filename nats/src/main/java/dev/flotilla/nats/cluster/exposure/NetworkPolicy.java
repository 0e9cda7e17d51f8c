// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.exposure;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * Restricts connections to the servers. Off by default, since it would block clients in other
 * namespaces. The agent, the servers and the add-ons are always allowed.
 *
 * @param enabled whether there is a policy at all
 * @param clients list of {@code NetworkPolicyPeer} that may reach the listeners of clients; null
 *     for every pod of the namespace
 * @param gateways list of {@code NetworkPolicyPeer} that may reach the port of the gateway; null
 *     for all, since servers of other clusters are in other networks
 * @param monitoring list of {@code NetworkPolicyPeer} that may reach the monitoring endpoints and
 *     metrics; null for none
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
