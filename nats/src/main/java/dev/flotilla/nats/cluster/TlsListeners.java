// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * Which ports speak TLS.
 *
 * @param client the port for clients
 * @param routes the port for the other servers, where each shows its certificate to the other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record TlsListeners(
    @JsonPropertyDescription("The port for clients; default true") boolean client,
    @JsonPropertyDescription("The port for the other servers; default true") boolean routes) {
  static TlsListeners read(Section section) {
    TlsListeners listeners =
        new TlsListeners(section.flag("client").orElse(true), section.flag("routes").orElse(true));
    section.refuseUnknown();
    return listeners;
  }
}
