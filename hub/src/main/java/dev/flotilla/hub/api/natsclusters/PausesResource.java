// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiDescription;
import dev.flotilla.hub.pause.Pauses;
import dev.flotilla.protocol.api.OperationView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Pauses of changes of the servers of NatsClusters that the hub manages. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class PausesResource {
  private final RequestedOperations operations;

  PausesResource(RequestedOperations operations) {
    this.operations = operations;
  }

  /**
   * Requests that no change of the servers begins or goes on; 202 when an operation was queued, 200
   * when they are paused already.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/pause")
  @RolesAllowed(Role.OPERATOR_NAME)
  @APIResponseSchema(value = OperationView.class, responseDescription = "It is paused already")
  @APIResponse(responseCode = "202", ref = ApiDescription.QUEUED)
  public RestResponse<OperationView> pause(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey) {
    return operations.request(
        address, RequestedOperations.nothing(), idempotencyKey, Pauses::pause);
  }

  /**
   * Requests that changes of the servers go on; 202 when an operation was queued, 200 when they are
   * not paused.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/resume")
  @RolesAllowed(Role.OPERATOR_NAME)
  @APIResponseSchema(value = OperationView.class, responseDescription = "It is not paused")
  @APIResponse(responseCode = "202", ref = ApiDescription.QUEUED)
  public RestResponse<OperationView> resume(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey) {
    return operations.request(
        address, RequestedOperations.nothing(), idempotencyKey, Pauses::resume);
  }
}
