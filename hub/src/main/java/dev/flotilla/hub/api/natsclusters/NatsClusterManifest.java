// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What {@link NatsClusterParser} reads, for the OpenAPI document: guard rails and the like are
 * judged there, and answered with 422.
 */
@Schema(
    examples =
        """
        {"apiVersion": "flotilla.dev/v1alpha1", "kind": "NatsCluster",
         "metadata": {"namespace": "nats", "name": "orders"},
         "spec": {"version": "2.15.2", "replicas": 3}}
        """)
record NatsClusterManifest(
    @Schema(enumeration = NatsCluster.API_VERSION) String apiVersion,
    @Schema(enumeration = NatsCluster.KIND) String kind,
    Metadata metadata,
    NatsClusterSpec spec) {

  /** Namespace and name are those of the address; the namespace may be left to it. */
  record Metadata(@Schema(nullable = true) @Nullable String namespace, String name) {}
}
