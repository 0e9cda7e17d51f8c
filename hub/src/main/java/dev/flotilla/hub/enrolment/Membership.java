// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.enrolment;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.inbox.Inbox;
import dev.flotilla.hub.inbox.InboxPlan;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.enrolment.AgentState;
import java.time.Clock;

/** What an administrator decides about an agent. */
@StoreScoped
public final class Membership {
  private final Agents agents;
  private final Presence presence;
  private final Inbox inbox;
  private final Revocations revocations;
  private final Operations operations;
  private final Clock clock;

  /**
   * What follows from a decision.
   *
   * @param inbox begins and ends with the membership
   * @param revocations cut the session
   * @param operations end with the membership
   */
  @StoreScoped
  public record Consequences(Inbox inbox, Revocations revocations, Operations operations) {}

  /** Decides about these agents. */
  public Membership(Agents agents, Presence presence, Consequences consequences, Clock clock) {
    this.agents = agents;
    this.presence = presence;
    this.inbox = consequences.inbox();
    this.revocations = consequences.revocations();
    this.operations = consequences.operations();
    this.clock = clock;
  }

  /** Whether an agent can be accepted: one that was revoked cannot. */
  public Answer<AgentRecord> acceptable(AgentRecord agent) {
    return agent.state() == AgentState.REVOKED
        ? new Answer.Rejected<>(
            Rejection.of(
                Rejection.Kind.CONFLICT,
                Code.AGENT_REVOKED,
                "Agent " + agent.id() + " was revoked at " + agent.revokedAt() + ".",
                "A revoked agent cannot be accepted again: enrol it with a new join token."))
        : new Answer.Given<>(agent);
  }

  /**
   * Accepts an agent; its inbox begins with an empty signed index. Accepting twice changes nothing.
   */
  public Answer<AgentRecord> accept(AgentRecord agent) {
    AgentRecord present =
        agents
            .change(
                agent.id(),
                record -> record.state() == AgentState.PENDING ? record.accepted() : record)
            .orElse(agent);
    return acceptable(present)
        .then(
            accepted -> {
              inbox.deliver(accepted.id(), InboxPlan.Extent.CHANGES);
              return new Answer.Given<>(accepted);
            });
  }

  /** Revokes an agent: its session ends now, its certificate soon, its name is free. */
  public Answer<AgentRecord> revoke(AgentRecord agent) {
    AgentRecord revoked =
        agents
            .change(
                agent.id(),
                record ->
                    record.state() == AgentState.REVOKED ? record : record.revoked(clock.instant()))
            .orElse(agent);
    agents.freeMember(agent.member(), agent.id());
    boolean enforced = enforced();
    presence.forget(agent.id());
    inbox.empty(agent.id());
    operations.abandon(agent.id());
    return enforced
        ? new Answer.Given<>(revoked)
        : new Answer.Rejected<>(
            Rejection.of(
                Rejection.Kind.UNAVAILABLE,
                Code.REVOCATION_NOT_CONFIRMED,
                "The revocation is stored, but not confirmed by every nats-server.",
                "The hub retries automatically; repeat the request to check."));
  }

  private boolean enforced() {
    try {
      return revocations.enforce();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted", interrupted);
    }
  }
}
