// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.agents;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.api.ApiSession;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.enrolment.Membership;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.protocol.api.AgentView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** The agents of the fleet. */
@Path("/api/v1/agents")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class AgentsResource {
  private final ApiSession session;
  private final Provider<Agents> agents;
  private final Provider<AgentViews> views;
  private final Provider<Membership> membership;

  AgentsResource(
      ApiSession session,
      Provider<Agents> agents,
      Provider<AgentViews> views,
      Provider<Membership> membership) {
    this.session = session;
    this.agents = agents;
    this.views = views;
    this.membership = membership;
  }

  /** All agents, by member name. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<AgentView> list() {
    return Page.whole(agents.get().all().stream().map(views.get()::of).toList());
  }

  /** One agent, by id or member name. */
  @GET
  @Path("/{idOrMember}")
  @RolesAllowed(Role.VIEWER_NAME)
  public AgentView get(String idOrMember) {
    return views.get().of(find(idOrMember));
  }

  /** Accepts an agent. */
  @POST
  @Path("/{idOrMember}/accept")
  @RolesAllowed(Role.ADMIN_NAME)
  public AgentView accept(String idOrMember) {
    AgentRecord agent = find(idOrMember);
    return views
        .get()
        .of(
            session.audited(
                new ApiSession.Deed("agent.accept", subject(agent)),
                membership.get().acceptable(agent),
                membership.get()::accept));
  }

  /** Revokes an agent. */
  @POST
  @Path("/{idOrMember}/revoke")
  @RolesAllowed(Role.ADMIN_NAME)
  public AgentView revoke(String idOrMember) {
    AgentRecord agent = find(idOrMember);
    return views
        .get()
        .of(
            session.audited(
                new ApiSession.Deed("agent.revoke", subject(agent)),
                new Answer.Given<>(agent),
                membership.get()::revoke));
  }

  private AgentRecord find(String idOrMember) {
    return agents
        .get()
        .find(idOrMember)
        .orElseThrow(() -> RejectedCall.notFound("agent " + idOrMember));
  }

  private static String subject(AgentRecord agent) {
    return agent.member() + " (" + agent.id() + ")";
  }
}
