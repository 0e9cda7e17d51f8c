// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;

/** Blueprints for tests. */
public final class Blueprints {
  private Blueprints() {}

  /** The NatsCluster {@code nats/orders} with that spec, as JSON. */
  public static Blueprint orders(String spec) {
    String manifest =
        """
        {"apiVersion": "flotilla.dev/v1alpha1", "kind": "NatsCluster",
         "metadata": {"name": "orders", "namespace": "nats"}, "spec": %s}
        """
            .formatted(spec);
    var parsed =
        NatsClusterParser.parse(
            Json.read(manifest.getBytes(StandardCharsets.UTF_8), JsonNode.class),
            Stage.FIRST_DEPLOY,
            Catalogue.bundled());
    return new Blueprint(
        "nats", "orders", "uid-1", parsed.value().orElseThrow().spec(), "{\"port\": 4222}");
  }
}
