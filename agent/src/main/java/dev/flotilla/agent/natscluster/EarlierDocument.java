// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.cluster.status.NatsClusterStatus;
import dev.flotilla.nats.cluster.status.VerifiedState;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Json;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The document with which all servers of a NatsCluster were last verified. */
final class EarlierDocument {
  private static final String SPEC = "spec";

  private EarlierDocument() {}

  /** That document; empty where there is none, or the catalogue no longer accepts it. */
  static Optional<NatsCluster> of(Live resource, NatsClusterStatus status, Catalogue catalogue) {
    return Optional.ofNullable(status.verified())
        .map(VerifiedState::spec)
        .flatMap(
            spec ->
                NatsClusterParser.parse(with(resource, spec), Stage.RUNNING, catalogue).value());
  }

  /** The present document as one that was verified; the known one where it says the same. */
  static VerifiedState verified(Live resource, @Nullable VerifiedState known) {
    JsonNode spec = Json.mapper().<JsonNode>valueToTree(resource.tree()).path(SPEC);
    return known != null && known.spec().toString().equals(spec.toString())
        ? known
        : new VerifiedState(spec);
  }

  private static JsonNode with(Live resource, JsonNode spec) {
    ObjectNode document = Json.mapper().valueToTree(resource.tree());
    document.set(SPEC, spec);
    return document;
  }
}
