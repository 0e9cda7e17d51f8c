// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Map;
import java.util.Optional;

/**
 * The resources of one kind, as the hub's documents own them. Each write is idempotent.
 *
 * @param objects of the Kubernetes cluster
 * @param kind their kind
 */
public record HubResources(KubernetesObjects objects, Kind kind) {
  /** Why the hub may not write a resource that is managed in the member, if so. */
  public Optional<Problem> managedLocally(ResourceKey key) {
    return find(key)
        .filter(present -> !present.label(Labels.MANAGED_BY).equals(Labels.HUB))
        .map(
            present ->
                new Problem(
                    Code.MANAGED_LOCALLY,
                    title(key) + " is managed locally",
                    "Label it "
                        + Labels.MANAGED_BY
                        + "=hub in the member to hand it over to the hub."));
  }

  /**
   * The resource of a document, labelled with the name of its NatsCluster.
   *
   * @throws java.io.UncheckedIOException when the body cannot be read
   */
  public Manifest manifest(Document document, String cluster) {
    Map<?, ?> body = Json.read(document.bytes(), Map.class);
    String revision = Long.toString(document.revision());
    return new Manifest(
        kind,
        HubNatsCluster.metadata(document.key(), cluster, revision),
        Tree.object("spec", body.get("spec")));
  }

  /**
   * Over exactly the state that was read: an agent that was paused here cannot replace a newer
   * document by an older one.
   *
   * @return why not, when the cluster owns one of its fields
   */
  public Optional<Problem> write(Document document, Manifest manifest) {
    return offered(document, manifest)
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.FIELD_CONFLICT,
                "another field manager owns fields of " + title(document.key()),
                "Release the fields with kubectl apply --server-side, or manage the "
                    + kind.name()
                    + " locally."));
  }

  /** False when a field has another owner; a mere change of the object in between is retried. */
  private boolean offered(Document document, Manifest manifest) {
    Optional<Live> present = find(document.key());
    while (true) {
      if (present.filter(found -> HubNatsCluster.revision(found) > document.revision()).isPresent()
          || objects.offer(present.map(manifest::onlyIf).orElse(manifest)).isPresent()) {
        return true;
      }
      Optional<Live> now = find(document.key());
      if (now.map(Live::resourceVersion).equals(present.map(Live::resourceVersion))) {
        return false;
      }
      present = now;
    }
  }

  /** Revision of the hub's document that the resource shows; 0 when there is none. */
  public long revision(ResourceKey key) {
    return find(key).map(HubNatsCluster::revision).orElse(0L);
  }

  /** The resource, if it is the hub's. */
  public Optional<Live> hubs(ResourceKey key) {
    return find(key).filter(found -> found.label(Labels.MANAGED_BY).equals(Labels.HUB));
  }

  /** The resource. */
  public Optional<Live> find(ResourceKey key) {
    return objects.find(kind, key.namespace(), key.name());
  }

  private String title(ResourceKey key) {
    return kind.name() + " " + key.namespace() + "/" + key.name();
  }
}
