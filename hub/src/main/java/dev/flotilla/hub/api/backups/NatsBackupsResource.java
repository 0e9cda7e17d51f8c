// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.backups;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.backup.JobKind;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.api.WithdrawalView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** Backups of NatsClusters. */
@Path("/api/v1/natsbackups")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class NatsBackupsResource {
  private final JobCalls calls;

  NatsBackupsResource(JobCalls calls) {
    this.calls = calls;
  }

  /** Every NatsBackup that was requested or reported, by address. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<BackupView> list(
      @RestQuery @Nullable String member,
      @RestQuery @Nullable String namespace,
      @RestQuery @Nullable String cluster) {
    return calls.list(JobKind.BACKUP, new JobFilter(member, namespace, cluster));
  }

  /** One NatsBackup. */
  @GET
  @Path("/{member}/{namespace}/{name}")
  @RolesAllowed(Role.VIEWER_NAME)
  public BackupView get(String member, String namespace, String name) {
    return calls.get(address(member, namespace, name));
  }

  /** The document, as it was sent. */
  @GET
  @Path("/{member}/{namespace}/{name}/document")
  @RolesAllowed(Role.VIEWER_NAME)
  public JsonNode document(String member, String namespace, String name) {
    return calls.document(address(member, namespace, name));
  }

  /**
   * Requests a backup: 202 when an operation was queued, 200 when another call with the same
   * idempotency key has queued it. A name that exists is refused: a set is written once.
   */
  @PUT
  @Path("/{member}/{namespace}/{name}")
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Role.OPERATOR_NAME)
  @RequestBodySchema(NatsBackupManifest.class)
  @APIResponseSchema(value = OperationView.class, responseDescription = "It was queued before")
  @APIResponse(
      responseCode = "202",
      description = "An operation was queued",
      headers = @Header(name = "Location", schema = @Schema(implementation = String.class)),
      content = @Content(schema = @Schema(implementation = OperationView.class)))
  public RestResponse<OperationView> create(
      String member,
      String namespace,
      String name,
      @RestHeader("Idempotency-Key") @Nullable String idempotencyKey,
      @RestHeader("Content-Type") @Nullable String mediaType,
      byte[] body) {
    return calls.create(
        address(member, namespace, name), CallBody.object(body, mediaType), idempotencyKey);
  }

  /** Deletes a NatsBackup in its member. The set that it has written stays in its store. */
  @DELETE
  @Path("/{member}/{namespace}/{name}")
  @RolesAllowed(Role.OPERATOR_NAME)
  public WithdrawalView delete(String member, String namespace, String name) {
    return calls.delete(address(member, namespace, name));
  }

  private static JobCalls.Address address(String member, String namespace, String name) {
    return new JobCalls.Address(JobKind.BACKUP, member, namespace, name);
  }
}
