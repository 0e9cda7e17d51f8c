// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.Set;

/**
 * Another cluster of a supercluster.
 *
 * @param name its gateway's name
 * @param urls addresses of its servers' gateway ports, each with its port
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record GatewayRemote(
    @JsonPropertyDescription("Gateway name of the cluster; required") String name,
    @JsonPropertyDescription("Addresses, such as nats://west.example.org:7222; required")
        List<String> urls) {
  private static final Set<String> SCHEMES = Set.of("nats", "tls");

  public GatewayRemote {
    urls = List.copyOf(urls);
  }

  public static GatewayRemote read(Section section) {
    if (!section.has("name")) {
      section.missing("name", "Set its gateway name.");
    }
    GatewayRemote remote =
        new GatewayRemote(
            section
                .matching(
                    "name", Gateway.NAME, "at most 64 letters, digits, hyphens and underscores")
                .orElse(""),
            RemoteUrls.withPorts(section, SCHEMES));
    section.refuseUnknown();
    return remote;
  }
}
