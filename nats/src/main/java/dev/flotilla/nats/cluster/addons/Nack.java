// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.addons;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * NACK, the controller that makes streams and consumers of resources of {@code jetstream.nats.io}
 * in the namespace, as a user of its own in the account {@code APP}.
 *
 * @param enabled whether it is deployed; requires JetStream
 * @param image full image reference
 * @param controlLoop whether it runs as a control loop, which knows every kind and undoes what
 *     others change; false for the mode that NACK itself calls legacy and takes by default
 * @param resources its compute resources
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Nack(
    @JsonPropertyDescription("Whether it is deployed; default false") boolean enabled,
    @JsonPropertyDescription("Full image reference; default jetstream-controller") String image,
    @JsonPropertyDescription(
            "Whether it manages all kinds and reverts changes by others; default false")
        boolean controlLoop,
    @JsonPropertyDescription("Compute resources of its container") Resources resources) {
  public static Nack read(Section section, AddonImages images) {
    Nack nack =
        new Nack(
            section.flag("enabled").orElse(false),
            images.read(section, "nack"),
            section.flag("controlLoop").orElse(false),
            Resources.read(section.section("resources")));
    section.refuseUnknown();
    return nack;
  }
}
