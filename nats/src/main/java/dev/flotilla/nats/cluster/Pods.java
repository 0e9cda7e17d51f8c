// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.exposure.NetworkPolicy;
import dev.flotilla.nats.cluster.pods.Placement;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.Section;

/**
 * The servers' pods.
 *
 * @param resources compute resources of each server
 * @param placement scheduling
 * @param networkPolicy NetworkPolicy of the servers
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Pods(
    @JsonPropertyDescription("Compute resources of each server") Resources resources,
    @JsonPropertyDescription("Scheduling of the pods") Placement placement,
    @JsonPropertyDescription("NetworkPolicy of the servers") NetworkPolicy networkPolicy) {
  /** Reads them from a spec. */
  public static Pods read(Section spec) {
    return new Pods(
        Resources.read(spec.section("resources")),
        Placement.read(spec.section("placement")),
        NetworkPolicy.read(spec.section("networkPolicy")));
  }
}
