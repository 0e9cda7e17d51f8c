// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Admits NatsClusters. */
@ApplicationScoped
public class NatsClusterAdmission implements AdmittedKind {
  private final KubernetesObjects objects;

  NatsClusterAdmission(KubernetesObjects objects) {
    this.objects = objects;
  }

  @Override
  public ResourceKind kind() {
    return ResourceKind.NATS_CLUSTER;
  }

  @Override
  public Optional<Problem> refusal(Document document, Policy policy) {
    return refusal(document.key(), document.bytes(), policy);
  }

  /** As {@link #refusal(Document, Policy)}, for a document that a query asks about. */
  Optional<Problem> refusal(ResourceKey cluster, byte[] body, Policy policy) {
    return managedLocally(cluster).or(() -> policy.destruction(Json.read(body, JsonNode.class)));
  }

  /** Why the document goes beyond the order that comes with it, if it does. */
  Optional<Problem> beyond(Order order, Document document) {
    JsonNode wanted = Json.read(document.bytes(), JsonNode.class).path("spec");
    return switch (order) {
      case Order.Upgrade upgrade ->
          UpgradeScope.refusal(upgrade, presentSpec(document.key()), wanted);
      case Order.Restart restart ->
          RestartScope.refusal(restart, presentSpec(document.key()), wanted);
      case Order.Abort _ -> AbortScope.refusal(presentSpec(document.key()), wanted);
      case Order.Deploy _, Order.Backup _, Order.Restore _, Order.Unknown _ -> Optional.empty();
    };
  }

  private Optional<JsonNode> presentSpec(ResourceKey cluster) {
    return find(cluster)
        .flatMap(found -> Tree.at(found.tree(), "spec"))
        .map(spec -> Json.mapper().valueToTree(spec));
  }

  private Optional<Problem> managedLocally(ResourceKey cluster) {
    return find(cluster)
        .filter(present -> !present.label(Labels.MANAGED_BY).equals(Labels.HUB))
        .map(
            present ->
                new Problem(
                    Code.MANAGED_LOCALLY,
                    "NatsCluster "
                        + present.namespace()
                        + "/"
                        + present.name()
                        + " is managed locally",
                    "Label it "
                        + Labels.MANAGED_BY
                        + "=hub in the member to hand it over to the hub."));
  }

  /**
   * Over exactly the state that was read: an agent that was paused here cannot replace a newer
   * document by an older one.
   */
  @Override
  public Optional<Problem> write(Document document) {
    Manifest manifest =
        HubNatsCluster.of(document.key(), document.bytes(), Long.toString(document.revision()));
    return offered(document, manifest)
        ? Optional.empty()
        : Optional.of(HubNatsCluster.conflict(document.key()));
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

  @Override
  public long revision(ResourceKey cluster) {
    return find(cluster).map(HubNatsCluster::revision).orElse(0L);
  }

  @Override
  public boolean isAbsent(ResourceKey cluster) {
    return find(cluster).isEmpty();
  }

  @Override
  public Optional<Problem> keeps(ResourceKey cluster) {
    return hubs(cluster)
        .filter(present -> Tree.at(present.tree(), "status").isPresent())
        .map(
            present ->
                new Problem(
                    Code.WITHDRAWN_TOO_LATE,
                    "the agent already created objects for NatsCluster "
                        + present.namespace()
                        + "/"
                        + present.name()
                        + ", so it is kept",
                    "Delete it in the member if it is no longer needed."));
  }

  @Override
  public void withdraw(ResourceKey cluster) {
    hubs(cluster).ifPresent(objects::delete);
  }

  private Optional<Live> hubs(ResourceKey cluster) {
    return find(cluster).filter(found -> found.label(Labels.MANAGED_BY).equals(Labels.HUB));
  }

  private Optional<Live> find(ResourceKey cluster) {
    return objects.find(Kind.NATS_CLUSTER, cluster.namespace(), cluster.name());
  }
}
