// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * Compute resources of one server.
 *
 * @param requests what the scheduler reserves; may be empty
 * @param limits what the kernel enforces; may be empty
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Resources(
    @JsonPropertyDescription("What the scheduler reserves for each server") Amounts requests,
    @JsonPropertyDescription("What the kernel enforces on each server") Amounts limits) {}
