// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiDescription;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.restart.Restarts;
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

/** Restarts of servers of NatsClusters that the hub manages, and plans of what one would do. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RestartsResource {
  private final RequestedOperations operations;
  private final Provider<Restarts> restarts;

  RestartsResource(RequestedOperations operations, Provider<Restarts> restarts) {
    this.operations = operations;
    this.restarts = restarts;
  }

  /**
   * What is restarted.
   *
   * @param server ordinal of the only server; absent for all of them
   */
  @Schema(additionalProperties = Schema.False.class)
  record RestartBody(
      @Schema(nullable = true, minimum = "0", maximum = "8", examples = "1")
          @Nullable Integer server) {}

  /**
   * Requests that the servers of a NatsCluster restart, one at a time; 202 when an operation was
   * queued, 200 for one that was queued under the same idempotency key.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/restart")
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBodySchema(RestartBody.class)
  @APIResponseSchema(value = OperationView.class, responseDescription = "It was queued before")
  @APIResponse(responseCode = "202", ref = ApiDescription.QUEUED)
  public RestResponse<OperationView> restart(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
      byte[] body) {
    return operations.request(address, read(body), idempotencyKey, restarts.get()::of);
  }

  /**
   * Asks the member's agent which servers would restart, and waits for its answer. Nothing is done,
   * stored or audited.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/restart/plan")
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBodySchema(RestartBody.class)
  @APIResponseSchema(value = DeployPlan.class, responseDescription = "What would change")
  @APIResponse(responseCode = "429", ref = ApiDescription.PROBLEM)
  @APIResponse(responseCode = "504", ref = ApiDescription.PROBLEM)
  public DeployPlan plan(@BeanParam NatsClusterAddress address, byte[] body) {
    return operations.plan(address, read(body), restarts.get()::of);
  }

  /** A call without a body is for all servers. */
  private static JsonNode read(byte[] body) {
    return body.length == 0 ? RequestedOperations.nothing() : CallBody.object(body, null);
  }
}
