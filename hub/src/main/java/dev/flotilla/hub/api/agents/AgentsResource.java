// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.agents;

import dev.flotilla.hub.access.Role;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.api.Page;
import dev.flotilla.hub.api.RejectedCall;
import dev.flotilla.hub.api.Session;
import dev.flotilla.hub.enrolment.Membership;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.protocol.api.AgentView;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
  private final Session session;

  /** Made by the container. */
  public AgentsResource(Session session) {
    this.session = session;
  }

  /** All agents, by member name. */
  @GET
  @RolesAllowed(Role.VIEWER_NAME)
  public Page<AgentView> list() {
    HubParts hub = session.hub();
    return Page.whole(
        hub.fleet().agents().all().stream().map(agent -> AgentViews.of(agent, hub)).toList());
  }

  /** One agent, by id or member name. */
  @GET
  @Path("/{idOrMember}")
  @RolesAllowed(Role.VIEWER_NAME)
  public AgentView get(String idOrMember) {
    return AgentViews.of(find(idOrMember), session.hub());
  }

  /** Trusts an agent. */
  @POST
  @Path("/{idOrMember}/accept")
  @RolesAllowed(Role.ADMIN_NAME)
  public AgentView accept(String idOrMember) {
    AgentRecord agent = find(idOrMember);
    Membership membership = session.hub().enrolment().membership();
    return view(
        session.audited(
            new Session.Deed("agent.accept", subject(agent)),
            membership.acceptable(agent),
            membership::accept));
  }

  /** Trusts an agent no more. */
  @POST
  @Path("/{idOrMember}/revoke")
  @RolesAllowed(Role.ADMIN_NAME)
  public AgentView revoke(String idOrMember) {
    AgentRecord agent = find(idOrMember);
    return view(
        session.audited(
            new Session.Deed("agent.revoke", subject(agent)),
            new Answer.Given<>(agent),
            session.hub().enrolment().membership()::revoke));
  }

  private AgentRecord find(String idOrMember) {
    return session
        .hub()
        .fleet()
        .agents()
        .find(idOrMember)
        .orElseThrow(() -> RejectedCall.notFound("agent " + idOrMember));
  }

  private AgentView view(AgentRecord agent) {
    return AgentViews.of(agent, session.hub());
  }

  private static String subject(AgentRecord agent) {
    return agent.member() + " (" + agent.id() + ")";
  }
}
