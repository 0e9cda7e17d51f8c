// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import java.util.Optional;

/**
 * What is requested in addition to the values.
 *
 * @param name of the NatsCluster; without one the values' {@code fullnameOverride}, or {@code nats}
 * @param namespace it lives in; without one the values' {@code namespaceOverride}, or none
 * @param version of nats-server; without one that of the values' image
 */
public record Wanted(Optional<String> name, Optional<String> namespace, Optional<String> version) {}
