// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import org.jspecify.annotations.Nullable;

/**
 * A NATS data plane as requested: validated, with all defaults filled in.
 *
 * @param namespace its namespace; null if the document does not set one, so that it is chosen when
 *     the document is applied
 * @param name DNS label of at most 40 characters; the names of all its resources start with it
 * @param spec the desired state
 */
public record NatsCluster(@Nullable String namespace, String name, NatsClusterSpec spec) {
  /** Name of the servers' cluster, which is that of its gateway where it has one. */
  public String clusterName() {
    return spec.listeners().gateway() == null || spec.listeners().gateway().name() == null
        ? name
        : spec.listeners().gateway().name();
  }

  /** {@code apiVersion} of the documents that this version of Flotilla reads. */
  public static final String API_VERSION = "flotilla.dev/v1alpha1";

  /** {@code kind} of the documents. */
  public static final String KIND = "NatsCluster";
}
