// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.signature.Envelope;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Turns admitted documents into custom resources. Each write can be repeated. */
@ApplicationScoped
class ResourceWriter {
  private final KubernetesObjects objects;

  ResourceWriter(KubernetesObjects objects) {
    this.objects = objects;
  }

  /** Why a hub may not write that NatsCluster: it belongs to somebody here. */
  Optional<Problem> conflict(ResourceKey cluster) {
    return objects
        .find(Kind.NATS_CLUSTER, cluster.namespace(), cluster.name())
        .filter(present -> !present.label(Labels.MANAGED_BY).equals(Labels.HUB))
        .map(
            present ->
                new Problem(
                    "MANAGED_LOCALLY",
                    "NatsCluster "
                        + present.namespace()
                        + "/"
                        + present.name()
                        + " is managed in its own cluster",
                    "Label it " + Labels.MANAGED_BY + "=hub there to hand it over."));
  }

  /** True when the resource already shows that revision. */
  boolean holds(ResourceKey key, long revision) {
    return revision(key) == revision;
  }

  /** True when the resource shows that revision or a later one. */
  boolean reached(ResourceKey key, long revision) {
    return revision(key) >= revision;
  }

  private long revision(ResourceKey key) {
    return objects
        .find(kind(key), key.namespace(), key.name())
        .map(present -> present.annotation(Labels.REVISION))
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  /**
   * Writes a NatsCluster.
   *
   * @return why not, when somebody here changed one of its fields
   */
  Optional<Problem> cluster(Document document) {
    Map<?, ?> body = Json.read(document.body(), Map.class);
    Manifest manifest =
        new Manifest(
            Kind.NATS_CLUSTER,
            metadata(document, document.key().name()),
            Tree.object("spec", body.get("spec")));
    return objects.offer(manifest).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Problem(
                "FIELD_CONFLICT",
                "somebody in the cluster changed fields of NatsCluster "
                    + document.key().namespace()
                    + "/"
                    + document.key().name(),
                "Give the fields back with kubectl apply --server-side, or take the cluster over."));
  }

  /** Writes a NatsOperation, with the envelope that proves where it came from. */
  void operation(Document document, OperationRequest request, Envelope envelope) {
    Map<String, Object> spec =
        Tree.object(
            "type", request.type().token(),
            "target",
                Tree.object("kind", Kind.NATS_CLUSTER.name(), "name", request.target().name()),
            "revision", request.awaitedRevision(),
            "payload", Json.mapper().convertValue(envelope, Map.class),
            "requestedBy", request.requestedBy(),
            "cancel", request.cancel() ? true : null);
    objects.apply(
        new Manifest(
            Kind.NATS_OPERATION,
            metadata(document, request.target().name()),
            Tree.object("spec", spec)));
  }

  /** Takes a resource of the hub away again. */
  void withdraw(ResourceKey key) {
    Optional<Live> present = objects.find(kind(key), key.namespace(), key.name());
    if (key.kind().equals(ResourceKey.NATS_CLUSTER)) {
      present
          .filter(found -> found.label(Labels.MANAGED_BY).equals(Labels.HUB))
          .ifPresent(objects::delete);
    }
    // A NatsOperation stays as the record of what happened until its time is over.
  }

  private static Kind kind(ResourceKey key) {
    return key.kind().equals(ResourceKey.NATS_CLUSTER) ? Kind.NATS_CLUSTER : Kind.NATS_OPERATION;
  }

  private static Map<String, Object> metadata(Document document, String cluster) {
    return Tree.object(
        "name", document.key().name(),
        "namespace", document.key().namespace(),
        "labels", Tree.object(Labels.MANAGED_BY, Labels.HUB, Labels.CLUSTER, cluster),
        "annotations", Tree.object(Labels.REVISION, Long.toString(document.revision())));
  }
}
