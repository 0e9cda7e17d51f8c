// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiDescription;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.rollback.Rollbacks;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.query.DeployPlan;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Rollbacks of NatsClusters that the hub manages, and plans of what one would do. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RollbacksResource {
  private final RequestedOperations operations;
  private final Provider<Rollbacks> rollbacks;

  RollbacksResource(RequestedOperations operations, Provider<Rollbacks> rollbacks) {
    this.operations = operations;
    this.rollbacks = rollbacks;
  }

  /**
   * Where a rollback goes to.
   *
   * @param revision of an earlier document; absent for the last one that succeeded before the
   *     present one
   */
  @Schema(additionalProperties = Schema.False.class)
  record RollbackBody(@Schema(examples = "12") @Nullable Long revision) {}

  /**
   * Requests an earlier document of a NatsCluster anew; 202 when an operation was queued, 200 when
   * it is the present one.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/rollback")
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBodySchema(RollbackBody.class)
  @APIResponseSchema(value = OperationView.class, responseDescription = "The document is unchanged")
  @APIResponse(responseCode = "202", ref = ApiDescription.QUEUED)
  public RestResponse<OperationView> rollback(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
      byte[] body) {
    return operations.request(
        address, CallBody.object(body, null), idempotencyKey, rollbacks.get()::of);
  }

  /**
   * Asks the member's agent what a rollback would do, and waits for its answer. Nothing is done,
   * stored or audited.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/rollback/plan")
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBodySchema(RollbackBody.class)
  @APIResponseSchema(value = DeployPlan.class, responseDescription = "What would change")
  @APIResponse(responseCode = "429", ref = ApiDescription.PROBLEM)
  @APIResponse(responseCode = "504", ref = ApiDescription.PROBLEM)
  public DeployPlan plan(@BeanParam NatsClusterAddress address, byte[] body) {
    return operations.plan(address, CallBody.object(body, null), rollbacks.get()::of);
  }
}
