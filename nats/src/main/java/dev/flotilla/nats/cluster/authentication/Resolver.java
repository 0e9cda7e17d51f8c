// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.authentication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import io.fabric8.crd.generator.annotation.SchemaFrom;
import io.fabric8.kubernetes.api.model.IntOrString;
import org.jspecify.annotations.Nullable;

/**
 * The volume on which one server keeps the claims of all accounts.
 *
 * @param size requested size of the volume in bytes
 * @param storageClassName storage class; null for the default class of the Kubernetes cluster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Resolver(
    @JsonPropertyDescription("Size of the resolver's volume of each server; default 1Gi")
        @SchemaFrom(type = IntOrString.class)
        Quantity size,
    @JsonPropertyDescription("Storage class; default the one of the Kubernetes cluster")
        @Nullable String storageClassName) {
  private static final Quantity DEFAULT = Quantity.of("1Gi");

  public static Resolver read(Section section) {
    Resolver resolver =
        new Resolver(
            section.quantity("size").orElse(DEFAULT),
            section.objectName("storageClassName").orElse(null));
    section.refuseUnknown();
    return resolver;
  }
}
