// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.addons;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.Optional;
import java.util.Set;

/**
 * Prometheus metrics of each server, from a sidecar. Enabling or disabling it restarts the servers
 * one by one.
 *
 * @param enabled whether the sidecar is deployed
 * @param image full image reference
 * @param port port of the metrics endpoint, 1024 to 65535
 * @param resources compute resources of the container
 * @param podMonitor PodMonitor for the Prometheus operator
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Exporter(
    @JsonPropertyDescription("Whether to run the exporter; default false") boolean enabled,
    @JsonPropertyDescription("Full image reference; default prometheus-nats-exporter") String image,
    @JsonPropertyDescription("Port of the metrics; default 7777") int port,
    @JsonPropertyDescription("Compute resources of the container") Resources resources,
    @JsonPropertyDescription("PodMonitor for the Prometheus operator") PodMonitor podMonitor) {
  /** The port that NATS exporters use by default. */
  public static final int PORT = 7777;

  /** Processes that are not root cannot listen on lower ports. */
  private static final int LOWEST = 1024;

  private static final int HIGHEST = 65_535;

  /** Of the servers themselves. */
  private static final Set<Integer> TAKEN = Set.of(4222, 6222, 8222);

  public static Exporter read(Section section, AddonImages images) {
    boolean enabled = section.flag("enabled").orElse(false);
    Exporter exporter =
        new Exporter(
            enabled,
            images.read(section, "exporter"),
            port(section),
            Resources.read(section.section("resources")),
            PodMonitor.of(section, enabled));
    section.refuseUnknown();
    return exporter;
  }

  private static int port(Section section) {
    Optional<Integer> port = section.count("port");
    port.filter(given -> given < LOWEST || given > HIGHEST || TAKEN.contains(given))
        .ifPresent(given -> section.bad("port", given + " is not a free port from 1024 to 65535."));
    return port.orElse(PORT);
  }
}
