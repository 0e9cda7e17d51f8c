// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.pause.Pauses;
import dev.flotilla.protocol.api.OperationView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
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
  private final Provider<Pauses> pauses;

  PausesResource(RequestedOperations operations, Provider<Pauses> pauses) {
    this.operations = operations;
    this.pauses = pauses;
  }

  /**
   * Requests that no change of the servers begins or goes on; 202 when an operation was queued, 200
   * when they are paused already.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/pause")
  @RolesAllowed(Role.OPERATOR_NAME)
  @APIResponseSchema(value = OperationView.class, responseDescription = "It is paused already")
  @APIResponse(
      responseCode = "202",
      description = "An operation was queued",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  public RestResponse<OperationView> pause(
      String member,
      String namespace,
      String name,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey) {
    return requested(
        new NatsClusterAddress(member, namespace, name), idempotencyKey, pauses.get()::pause);
  }

  /**
   * Requests that changes of the servers go on; 202 when an operation was queued, 200 when they are
   * not paused.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/resume")
  @RolesAllowed(Role.OPERATOR_NAME)
  @APIResponseSchema(value = OperationView.class, responseDescription = "It is not paused")
  @APIResponse(
      responseCode = "202",
      description = "An operation was queued",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  public RestResponse<OperationView> resume(
      String member,
      String namespace,
      String name,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey) {
    return requested(
        new NatsClusterAddress(member, namespace, name), idempotencyKey, pauses.get()::resume);
  }

  private RestResponse<OperationView> requested(
      NatsClusterAddress address,
      @Nullable String idempotencyKey,
      Function<NatsClusterCall, Answer<Receipt>> request) {
    NatsClusterCall call =
        operations.call(
            address, JsonNodeFactory.instance.objectNode(), Optional.ofNullable(idempotencyKey));
    return operations.response(RejectedCall.orThrow(request.apply(call)));
  }
}
