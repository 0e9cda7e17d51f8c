// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.natscluster.DesiredDocument;
import dev.flotilla.hub.natscluster.NatsClusters;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.protocol.api.NatsClusterView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;

/** The NatsClusters of the fleet: desired, and as agents report them. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class NatsClustersResource {
  private final Provider<NatsClusters> clusters;
  private final Provider<NatsClusterViews> views;

  NatsClustersResource(Provider<NatsClusters> clusters, Provider<NatsClusterViews> views) {
    this.clusters = clusters;
    this.views = views;
  }

  /** Every NatsCluster that is desired or reported, by address. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<NatsClusterView> list() {
    return Page.whole(
        clusters
            .get()
            .all()
            .map(views.get()::of)
            .sorted(Comparator.comparing(NatsClusterView::address))
            .toList());
  }

  /** One NatsCluster. */
  @GET
  @Path("/{member}/{namespace}/{name}")
  @RolesAllowed(Role.VIEWER_NAME)
  public NatsClusterView get(String member, String namespace, String name) {
    return clusters
        .get()
        .find(member, namespace, name)
        .map(views.get()::of)
        .orElseThrow(
            () -> RejectedCall.notFound("NatsCluster " + member + "/" + namespace + "/" + name));
  }

  /** The desired document, as it was sent last. */
  @GET
  @Path("/{member}/{namespace}/{name}/document")
  @RolesAllowed(Role.VIEWER_NAME)
  public JsonNode document(String member, String namespace, String name) {
    return clusters
        .get()
        .find(member, namespace, name)
        .flatMap(NatsClusters.Known::desired)
        .flatMap(Desired::current)
        .map(step -> DesiredDocument.read(step.body()))
        .orElseThrow(
            () ->
                RejectedCall.notFound(
                    "document of NatsCluster " + member + "/" + namespace + "/" + name));
  }
}
