// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Tree;
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
  private final HubResources clusters;

  NatsClusterAdmission(KubernetesObjects objects) {
    this.clusters = new HubResources(objects, Kind.NATS_CLUSTER);
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
    return clusters
        .managedLocally(cluster)
        .or(() -> policy.destruction(Json.read(body, JsonNode.class)));
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
    return clusters
        .find(cluster)
        .flatMap(found -> Tree.at(found.tree(), "spec"))
        .map(spec -> Json.mapper().valueToTree(spec));
  }

  @Override
  public Optional<Problem> write(Document document) {
    return clusters.write(document, clusters.manifest(document, document.key().name()));
  }

  @Override
  public long revision(ResourceKey cluster) {
    return clusters.revision(cluster);
  }

  @Override
  public boolean isAbsent(ResourceKey cluster) {
    return clusters.find(cluster).isEmpty();
  }

  @Override
  public Optional<Problem> keeps(ResourceKey cluster) {
    return clusters
        .hubs(cluster)
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
    clusters.hubs(cluster).ifPresent(clusters.objects()::delete);
  }
}
