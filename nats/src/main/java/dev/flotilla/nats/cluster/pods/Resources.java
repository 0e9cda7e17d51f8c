// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.pods;

import static dev.flotilla.nats.document.FindingCode.REQUEST_ABOVE_LIMIT;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * Compute resources of one server.
 *
 * @param requests what the scheduler reserves; may be empty
 * @param limits what the kernel enforces; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Resources(
    @JsonPropertyDescription("Requests of each server") Amounts requests,
    @JsonPropertyDescription("Limits of each server") Amounts limits) {
  public static Resources read(Section section) {
    Resources resources =
        new Resources(
            Amounts.read(section.section("requests")), Amounts.read(section.section("limits")));
    section.refuseUnknown();
    requireWithin(section, "cpu", resources.requests.cpu(), resources.limits.cpu());
    requireWithin(section, "memory", resources.requests.memory(), resources.limits.memory());
    return resources;
  }

  private static void requireWithin(
      Section section, String name, @Nullable Quantity request, @Nullable Quantity limit) {
    if (request != null && limit != null && request.above(limit)) {
      section.report(
          REQUEST_ABOVE_LIMIT,
          section.field("requests." + name),
          "The request of " + request + " is above the limit of " + limit + ".",
          "Raise the limit or lower the request.");
    }
  }
}
