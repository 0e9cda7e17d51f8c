// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.documents;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.api.CallBody;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.validation.Validation;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBodySchema;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Judges NatsCluster documents. Nothing is stored, no member is asked. */
@Path("/api/v1/validations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ValidationsResource {
  private final Provider<Catalogues> catalogues;

  ValidationsResource(Provider<Catalogues> catalogues) {
    this.catalogues = catalogues;
  }

  /**
   * Every finding about a NatsCluster document. An invalid document is an answer too: 200.
   *
   * @param running whether to judge a change of running servers rather than a first deploy
   */
  @POST
  @Path("/natscluster")
  @Consumes({MediaType.APPLICATION_JSON, "application/yaml", "application/x-yaml", "text/yaml"})
  @RolesAllowed(Role.VIEWER_NAME)
  @RequestBodySchema(Map.class)
  public Validation natsCluster(
      @RestQuery @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @Nullable String running,
      @RestHeader("Content-Type") @Nullable String mediaType,
      byte[] body) {
    return Validation.of(
        CallBody.object(body, mediaType), stage(running), catalogues.get().catalogue());
  }

  private static Stage stage(@Nullable String running) {
    return switch (running) {
      case null -> Stage.FIRST_DEPLOY;
      case "false" -> Stage.FIRST_DEPLOY;
      case "true" -> Stage.RUNNING;
      default ->
          throw new RejectedCall(
              Rejection.invalid(
                  "running",
                  FindingCode.WRONG_TYPE,
                  "running is not true or false.",
                  "Send true or false."));
    };
  }
}
