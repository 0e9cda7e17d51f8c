// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * Clients over MQTT.
 *
 * @param enabled whether the servers listen for them; needs JetStream
 * @param port port of the servers and of their Service
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Mqtt(
    @JsonPropertyDescription("Whether the servers listen for MQTT clients; default false")
        boolean enabled,
    @JsonPropertyDescription("Port of the servers and of their Service; default 1883") int port) {
  private static final int DEFAULT_PORT = 1883;

  public static Mqtt read(Section section) {
    Mqtt mqtt =
        new Mqtt(section.flag("enabled").orElse(false), section.port("port").orElse(DEFAULT_PORT));
    section.refuseUnknown();
    return mqtt;
  }
}
