// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.tokens;

import dev.flotilla.hub.access.Caller;
import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.ApiSession;
import dev.flotilla.protocol.api.WhoAmI;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the hub knows about the caller, and what the caller may want to know of the hub. */
@Path("/api/v1/whoami")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class WhoAmIResource {
  private static final String API_VERSION = "v1";

  private final ApiSession session;
  private final String version;

  WhoAmIResource(
      ApiSession session, @ConfigProperty(name = "quarkus.application.version") String version) {
    this.session = session;
    this.version = version;
  }

  /** Who the token makes the caller. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public WhoAmI get() {
    Caller caller = session.caller();
    return new WhoAmI(
        caller.tokenId(),
        caller.name(),
        caller.role().text(),
        version,
        API_VERSION,
        session.clock().instant());
  }
}
