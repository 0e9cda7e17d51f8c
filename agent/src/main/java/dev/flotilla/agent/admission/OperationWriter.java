// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Writes admitted operations as NatsOperations. Each write is idempotent. */
@ApplicationScoped
class OperationWriter {
  private final KubernetesObjects objects;

  OperationWriter(KubernetesObjects objects) {
    this.objects = objects;
  }

  /** Whether the NatsOperation already shows that revision. */
  boolean holds(ResourceKey key, long revision) {
    return find(key).filter(present -> HubNatsCluster.revision(present) == revision).isPresent();
  }

  /** Writes a NatsOperation, with the envelope that proves where it came from. */
  void write(Document document, OperationRequest request, Envelope envelope) {
    Map<String, Object> spec =
        Tree.object(
            "type", request.order().type(),
            "target", Tree.object("kind", kind(request), "name", request.target().name()),
            "revision", request.targetRevision(),
            "payload", Json.mapper().convertValue(envelope, Map.class),
            "requestedBy", request.requestedBy(),
            "control", request.control().token());
    Manifest manifest =
        new Manifest(
            Kind.NATS_OPERATION,
            HubNatsCluster.metadata(
                document.key(), request.target().name(), Long.toString(document.revision())),
            Tree.object("spec", spec));
    Optional<Live> present = find(document.key());
    var _ = objects.apply(present.map(manifest::onlyIf).orElse(manifest));
  }

  private static String kind(OperationRequest request) {
    return ResourceKind.of(request.target())
        .map(ResourceKind::kind)
        .orElseGet(() -> request.target().kind());
  }

  private Optional<Live> find(ResourceKey key) {
    return objects.find(Kind.NATS_OPERATION, key.namespace(), key.name());
  }
}
