// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * A key in a Secret of the same namespace.
 *
 * @param name name of the Secret
 * @param key key in it
 */
@PreserveUnknownFields
public record SecretKey(
    @JsonPropertyDescription("Name of the Secret") String name,
    @JsonPropertyDescription("Key in the Secret") String key) {}
