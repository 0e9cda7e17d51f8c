// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.addons;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * A pod with the {@code nats} command line and contexts for the accounts {@code APP} and {@code
 * SYS}. Exec access to it is administrative access to the servers.
 *
 * @param enabled whether it is deployed
 * @param image full image reference
 * @param resources its compute resources
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record NatsBox(
    @JsonPropertyDescription("Whether it is deployed; default false") boolean enabled,
    @JsonPropertyDescription("Full image reference; default nats-box") String image,
    @JsonPropertyDescription("Compute resources of its container") Resources resources) {
  public static NatsBox read(Section section, AddonImages images) {
    NatsBox box =
        new NatsBox(
            section.flag("enabled").orElse(false),
            images.read(section, "natsBox"),
            Resources.read(section.section("resources")));
    section.refuseUnknown();
    return box;
  }
}
