// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.documents;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.nats.profile.Profile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The profiles of this hub's version: defaults for one kind of use, each with its reason. */
@Path("/api/v1/profiles")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProfilesResource {

  /** All profiles, the smallest first. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<Profile> list() {
    return Page.whole(Profile.all());
  }

  /** One profile. */
  @GET
  @Path("/{name}")
  @RolesAllowed(Role.VIEWER_NAME)
  public Profile get(String name) {
    return Profile.find(name).orElseThrow(() -> RejectedCall.notFound("profile " + name));
  }
}
