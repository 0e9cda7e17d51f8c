// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.cluster.servers.RawConfiguration;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is merged into the objects and the configuration that Flotilla renders.
 *
 * @param labels labels of every object and pod, in addition to those of Flotilla
 * @param annotations annotations of every object and pod
 * @param configuration raw nats-server settings; null for none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Overlay(
    @JsonPropertyDescription("Additional labels of every object and pod")
        Map<String, String> labels,
    @JsonPropertyDescription("Additional annotations of every object and pod")
        Map<String, String> annotations,
    @JsonPropertyDescription("Raw nats-server settings without a field here, merged over the rest")
        @Nullable JsonNode configuration) {
  public Overlay {
    labels = Tags.sorted(labels);
    annotations = Tags.sorted(annotations);
  }

  /** Reads it from a spec. */
  public static Overlay read(Section spec) {
    return new Overlay(
        Tags.ownedByPeople(spec, "labels", Tags.labels(spec, "labels")),
        Tags.ownedByPeople(spec, "annotations", Tags.annotations(spec, "annotations")),
        RawConfiguration.read(spec, "configuration").orElse(null));
  }
}
