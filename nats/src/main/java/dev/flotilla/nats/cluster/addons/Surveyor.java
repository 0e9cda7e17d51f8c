// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.addons;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * Prometheus metrics of all servers, collected through the system account.
 *
 * @param enabled whether it is deployed
 * @param image full image reference
 * @param accounts whether it collects metrics of each account as well
 * @param resources its compute resources
 * @param podMonitor PodMonitor for the Prometheus operator
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Surveyor(
    @JsonPropertyDescription("Whether it is deployed; default false") boolean enabled,
    @JsonPropertyDescription("Full image reference; default nats-surveyor") String image,
    @JsonPropertyDescription("Whether to collect metrics of each account; default false")
        boolean accounts,
    @JsonPropertyDescription("Compute resources of its container") Resources resources,
    @JsonPropertyDescription("PodMonitor for the Prometheus operator") PodMonitor podMonitor) {
  public static Surveyor read(Section section, AddonImages images) {
    boolean enabled = section.flag("enabled").orElse(false);
    Surveyor surveyor =
        new Surveyor(
            enabled,
            images.read(section, "surveyor"),
            section.flag("accounts").orElse(false),
            Resources.read(section.section("resources")),
            PodMonitor.of(section, enabled));
    section.refuseUnknown();
    return surveyor;
  }
}
