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
                        + " is managed locally",
                    "Label it "
                        + Labels.MANAGED_BY
                        + "=hub in the member to hand it over to the hub."));
  }

  /** True when the resource already shows that revision. */
  boolean holds(ResourceKey key, long revision) {
    return revision(key) == revision;
  }

  /** True when there is no such resource. */
  boolean isAbsent(ResourceKey key) {
    return objects.find(kind(key), key.namespace(), key.name()).isEmpty();
  }

  /** True when the resource shows that revision or a later one. */
  boolean reached(ResourceKey key, long revision) {
    return revision(key) >= revision;
  }

  private long revision(ResourceKey key) {
    return objects
        .find(kind(key), key.namespace(), key.name())
        .map(ResourceWriter::revision)
        .orElse(0L);
  }

  private static long revision(Live present) {
    String text = present.annotation(Labels.REVISION);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  /**
   * Writes a NatsCluster over exactly the state that was looked at, so that an agent that was
   * paused here cannot put an older document over a newer one.
   *
   * @return why not, when somebody here changed one of its fields
   */
  Optional<Problem> cluster(Document document) {
    Manifest manifest =
        HubNatsCluster.of(document.key(), document.body(), Long.toString(document.revision()));
    return offered(document, manifest)
        ? Optional.empty()
        : Optional.of(HubNatsCluster.conflict(document.key()));
  }

  /**
   * False when somebody owns a field; a mere change of the object in between is looked at again.
   */
  private boolean offered(Document document, Manifest manifest) {
    ResourceKey key = document.key();
    Optional<Live> present = objects.find(Kind.NATS_CLUSTER, key.namespace(), key.name());
    while (true) {
      if (present.filter(found -> revision(found) > document.revision()).isPresent()
          || objects.offer(present.map(manifest::onlyIf).orElse(manifest)).isPresent()) {
        return true;
      }
      Optional<Live> now = objects.find(Kind.NATS_CLUSTER, key.namespace(), key.name());
      if (now.map(Live::resourceVersion).equals(present.map(Live::resourceVersion))) {
        return false;
      }
      present = now;
    }
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
    Manifest manifest =
        new Manifest(
            Kind.NATS_OPERATION,
            HubNatsCluster.metadata(
                document.key(), request.target().name(), Long.toString(document.revision())),
            Tree.object("spec", spec));
    ResourceKey key = document.key();
    Optional<Live> present = objects.find(Kind.NATS_OPERATION, key.namespace(), key.name());
    objects.apply(present.map(manifest::onlyIf).orElse(manifest));
  }

  /** Why a NatsCluster is kept though the hub took its document back: its servers are there. */
  Optional<Problem> tooLate(ResourceKey cluster) {
    return hubs(cluster)
        .filter(present -> Tree.at(present.tree(), "status").isPresent())
        .map(
            present ->
                new Problem(
                    "WITHDRAWN_TOO_LATE",
                    "the agent already created objects for NatsCluster "
                        + present.namespace()
                        + "/"
                        + present.name()
                        + ", so it is kept",
                    "Delete it in the member if it is no longer needed."));
  }

  /** Takes a NatsCluster of the hub away again, before anything was made of it. */
  void withdraw(ResourceKey key) {
    // A NatsOperation stays as the record of what happened until its time is over.
    if (key.kind().equals(ResourceKey.NATS_CLUSTER)) {
      hubs(key).ifPresent(objects::delete);
    }
  }

  private Optional<Live> hubs(ResourceKey cluster) {
    return objects
        .find(Kind.NATS_CLUSTER, cluster.namespace(), cluster.name())
        .filter(found -> found.label(Labels.MANAGED_BY).equals(Labels.HUB));
  }

  private static Kind kind(ResourceKey key) {
    return key.kind().equals(ResourceKey.NATS_CLUSTER) ? Kind.NATS_CLUSTER : Kind.NATS_OPERATION;
  }
}
