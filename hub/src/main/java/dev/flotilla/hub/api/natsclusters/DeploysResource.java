// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiDescription;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.natscluster.Deployments;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.query.Plans;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.query.DeployPlan;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Deploys of NatsClusters, and plans of what a deploy would do. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
@RunOnVirtualThread
public class DeploysResource {
  private final RequestedOperations operations;
  private final Provider<Deployments> deployments;
  private final Provider<Plans> plans;

  DeploysResource(
      RequestedOperations operations, Provider<Deployments> deployments, Provider<Plans> plans) {
    this.operations = operations;
    this.deployments = deployments;
    this.plans = plans;
  }

  /**
   * Requests that a NatsCluster becomes what the document describes; 202 when an operation was
   * queued, 200 when the document is desired already.
   */
  @PUT
  @Path("/{member}/{namespace}/{name}")
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBodySchema(NatsClusterManifest.class)
  @APIResponseSchema(value = OperationView.class, responseDescription = "The document is unchanged")
  @APIResponse(responseCode = "202", ref = ApiDescription.QUEUED)
  public RestResponse<OperationView> deploy(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
      @RestHeader("Content-Type") @Nullable String mediaType,
      byte[] body) {
    NatsClusterCall call =
        operations.call(address, CallBody.object(body, mediaType), idempotencyKey);
    return operations.response(deployments.get().submit(call));
  }

  /**
   * Asks the member's agent what a deploy of the document would do, and waits for its answer.
   * Nothing is done, stored or audited.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/plan")
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBodySchema(NatsClusterManifest.class)
  @APIResponseSchema(value = DeployPlan.class, responseDescription = "What would change")
  @APIResponse(responseCode = "429", ref = ApiDescription.PROBLEM)
  @APIResponse(responseCode = "504", ref = ApiDescription.PROBLEM)
  public DeployPlan plan(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Content-Type") @Nullable String mediaType,
      byte[] body) {
    NatsClusterCall call = operations.call(address, CallBody.object(body, mediaType), null);
    return RejectedCall.orThrow(plans.get().plan(call));
  }
}
