// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.tls;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * Which ports speak TLS.
 *
 * @param client the ports for clients, whatever they speak, and for leaf nodes
 * @param routes the ports for the other servers and for gateways, where each shows its certificate
 *     to the other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record TlsListeners(
    @JsonPropertyDescription(
            "TLS on the ports for clients, WebSocket, MQTT and leaf nodes; default true")
        boolean client,
    @JsonPropertyDescription("TLS on the ports for routes and gateways; default true")
        boolean routes) {
  public static TlsListeners read(Section section) {
    TlsListeners listeners =
        new TlsListeners(section.flag("client").orElse(true), section.flag("routes").orElse(true));
    section.refuseUnknown();
    return listeners;
  }
}
