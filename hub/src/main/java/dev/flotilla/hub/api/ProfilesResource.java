// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.access.Role;
import dev.flotilla.nats.cluster.Profile;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The profiles of this hub's version: defaults for one kind of use, each with its reason. */
@Path("/api/v1/profiles")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ProfilesResource {

  /**
   * A profile as the API shows it.
   *
   * @param name as {@code spec.profile} says it
   * @param purpose one sentence
   * @param settings its defaults, in the order in which people read them
   * @param spec the defaults as a {@code spec}, to be pasted
   */
  public record ProfileView(
      String name, String purpose, List<SettingView> settings, JsonNode spec) {
    static ProfileView of(Profile profile) {
      return new ProfileView(
          profile.name(),
          profile.purpose(),
          profile.settings().stream().map(SettingView::of).toList(),
          profile.spec());
    }
  }

  /**
   * One default.
   *
   * @param field path below {@code spec}
   * @param value its value, of any JSON type
   * @param reason why, one sentence
   */
  public record SettingView(String field, JsonNode value, String reason) {
    static SettingView of(Profile.Setting setting) {
      return new SettingView(setting.field(), setting.value(), setting.reason());
    }
  }

  /** All profiles, the smallest first. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<ProfileView> list() {
    return Page.whole(Profile.all().stream().map(ProfileView::of).toList());
  }

  /** One profile. */
  @GET
  @Path("/{name}")
  @RolesAllowed(Role.VIEWER_NAME)
  public ProfileView get(String name) {
    return Profile.find(name)
        .map(ProfileView::of)
        .orElseThrow(() -> RejectedCall.notFound("profile " + name));
  }
}
