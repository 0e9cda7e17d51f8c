// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.hub.abort.Aborts;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiDescription;
import dev.flotilla.protocol.api.OperationView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
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

/** Aborts of changes of NatsClusters that the hub manages. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AbortsResource {
  private final RequestedOperations operations;
  private final Provider<Aborts> aborts;

  AbortsResource(RequestedOperations operations, Provider<Aborts> aborts) {
    this.operations = operations;
    this.aborts = aborts;
  }

  /**
   * Requests that the servers return to what they were last verified with; 202 when an operation
   * was queued, 200 when that was requested already.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/abort")
  @RolesAllowed(Role.OPERATOR_NAME)
  @APIResponseSchema(value = OperationView.class, responseDescription = "It was requested already")
  @APIResponse(responseCode = "202", ref = ApiDescription.QUEUED)
  public RestResponse<OperationView> abort(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey) {
    return operations.request(
        address, RequestedOperations.nothing(), idempotencyKey, aborts.get()::of);
  }
}
