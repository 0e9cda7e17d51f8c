// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.documents;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.catalogue.Catalogues;
import dev.flotilla.nats.cluster.PublishedSchema;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The JSON schemas of the documents that this hub reads, for editors. */
@Path("/api/v1/schemas")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class SchemasResource {
  private final Provider<Catalogues> catalogues;

  SchemasResource(Provider<Catalogues> catalogues) {
    this.catalogues = catalogues;
  }

  /** The schema of a NatsCluster. */
  @GET
  @Path("/natscluster")
  @RolesAllowed(Role.VIEWER_NAME)
  public JsonNode natsCluster() {
    return PublishedSchema.natsCluster(catalogues.get().catalogue());
  }
}
