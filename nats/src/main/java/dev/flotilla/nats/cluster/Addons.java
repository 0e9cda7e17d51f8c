// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.cluster.addons.AddonImages;
import dev.flotilla.nats.cluster.addons.Exporter;
import dev.flotilla.nats.cluster.addons.Nack;
import dev.flotilla.nats.cluster.addons.NatsBox;
import dev.flotilla.nats.cluster.addons.Surveyor;
import dev.flotilla.nats.document.Section;

/**
 * What is deployed besides the servers.
 *
 * @param exporter Prometheus metrics of each server
 * @param natsBox a pod with the nats CLI
 * @param surveyor metrics of all servers, read through the system account
 * @param nack controller for streams and consumers as Kubernetes resources
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Addons(
    @JsonPropertyDescription("Prometheus exporter of each server") Exporter exporter,
    @JsonPropertyDescription("A pod with the nats CLI") NatsBox natsBox,
    @JsonPropertyDescription(
            "NATS Surveyor: metrics of all servers, read through the system account")
        Surveyor surveyor,
    @JsonPropertyDescription(
            "NACK, the controller for streams and consumers as Kubernetes resources")
        Nack nack) {
  /** Reads them from a spec. */
  public static Addons read(Section spec, AddonImages images) {
    return new Addons(
        Exporter.read(spec.section("exporter"), images),
        NatsBox.read(spec.section("natsBox"), images),
        Surveyor.read(spec.section("surveyor"), images),
        Nack.read(spec.section("nack"), images));
  }
}
