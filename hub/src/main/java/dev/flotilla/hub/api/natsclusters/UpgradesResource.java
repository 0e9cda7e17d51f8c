// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.natsclusters;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiDescription;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.upgrade.Upgrades;
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

/** Upgrades of NatsClusters that the hub manages, and plans of what an upgrade would do. */
@Path("/api/v1/natsclusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UpgradesResource {
  private final RequestedOperations operations;
  private final Provider<Upgrades> upgrades;

  UpgradesResource(RequestedOperations operations, Provider<Upgrades> upgrades) {
    this.operations = operations;
    this.upgrades = upgrades;
  }

  /**
   * What an upgrade goes to.
   *
   * @param version such as {@code 2.15.3}, or a release line such as {@code 2.15} for its newest
   */
  @Schema(additionalProperties = Schema.False.class)
  record UpgradeBody(@Schema(examples = "2.15.3") String version) {}

  /**
   * Requests that a NatsCluster is brought to another version; 202 when an operation was queued,
   * 200 when it has that version already.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/upgrade")
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBodySchema(UpgradeBody.class)
  @APIResponseSchema(value = OperationView.class, responseDescription = "The version is unchanged")
  @APIResponse(responseCode = "202", ref = ApiDescription.QUEUED)
  public RestResponse<OperationView> upgrade(
      @BeanParam NatsClusterAddress address,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
      byte[] body) {
    return operations.request(
        address, CallBody.object(body, null), idempotencyKey, upgrades.get()::of);
  }

  /**
   * Asks the member's agent what an upgrade would do, and waits for its answer. Nothing is done,
   * stored or audited.
   */
  @POST
  @Path("/{member}/{namespace}/{name}/upgrade/plan")
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBodySchema(UpgradeBody.class)
  @APIResponseSchema(value = DeployPlan.class, responseDescription = "What would change")
  @APIResponse(responseCode = "429", ref = ApiDescription.PROBLEM)
  @APIResponse(responseCode = "504", ref = ApiDescription.PROBLEM)
  public DeployPlan plan(@BeanParam NatsClusterAddress address, byte[] body) {
    return operations.plan(address, CallBody.object(body, null), upgrades.get()::of);
  }
}
