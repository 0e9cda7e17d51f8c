// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.enrolment;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.certificate.SigningRequest;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Allowance;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where agents get credentials: the first ones, renewed ones, and new ones after the old ones
 * expired.
 */
@StoreScoped
public final class CredentialsDesk {
  /** How far the clocks of hub and agent may differ. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  // Each is an audit row.
  private static final int AT_ONCE = 20;
  private static final Duration ONE_MORE = Duration.ofSeconds(10);

  private final Agents agents;
  private final Issuer issuer;
  private final AuditLog audit;
  private final Clock clock;
  private final Allowance allowance;

  /** Gives accepted agents what the issuer issues, and records it before they have it. */
  public CredentialsDesk(Agents agents, Issuer issuer, AuditLog audit, Clock clock) {
    this.agents = agents;
    this.issuer = issuer;
    this.audit = audit;
    this.clock = clock;
    this.allowance = new Allowance(AT_ONCE, ONE_MORE);
  }

  /** Over HTTPS, where the proof alone authenticates the agent. */
  public Answer<CredentialsReply> byProof(AgentId id, CredentialsRequest request) {
    Instant now = clock.instant();
    return agents
        .get(id)
        .filter(agent -> agent.nkey().equals(request.nkey()))
        .map(agent -> proved(agent, request, now))
        .orElseGet(
            () ->
                refused(
                    Rejection.Kind.NOT_FOUND,
                    Code.AGENT_UNKNOWN,
                    "There is no agent with this id and key.",
                    "Enrol again with a new join token."));
  }

  /** Over the agent's own NATS connection, which is proof already. */
  public Answer<CredentialsReply> byConnection(AgentId id, CredentialsRequest request) {
    return agents
        .get(id)
        .filter(agent -> agent.nkey().equals(request.nkey()))
        .map(agent -> issue(agent, request.csr(), clock.instant()))
        .orElseGet(
            () ->
                refused(
                    Rejection.Kind.NOT_FOUND,
                    Code.AGENT_UNKNOWN,
                    "There is no agent with this id and key.",
                    "Enrol again with a new join token."));
  }

  private Answer<CredentialsReply> proved(
      AgentRecord agent, CredentialsRequest request, Instant now) {
    if (Duration.between(request.at(), now).abs().compareTo(SKEW) > 0) {
      return refused(
          Rejection.Kind.NOT_ALLOWED,
          Code.CLOCK_SKEW,
          "The request was made at " + request.at() + "; the hub's clock says " + now + ".",
          "Synchronize the clocks of hub and member; at most five minutes of skew are tolerated.");
    }
    byte[] signed = CredentialsRequest.proofBytes(agent.id(), request.csr(), request.at());
    return Possession.proved(agent.nkey(), signed, request.proof())
        ? issue(agent, request.csr(), now)
        : refused(
            Rejection.Kind.NOT_ALLOWED,
            Code.BAD_PROOF,
            "The proof is not a valid signature by this agent's key.",
            "An agent signs with its NKey seed.");
  }

  private Answer<CredentialsReply> issue(AgentRecord agent, String csr, Instant now) {
    return switch (agent.state()) {
      case PENDING -> new Answer.Given<>(new CredentialsReply(AgentState.PENDING, null, now));
      case REVOKED ->
          refused(
              Rejection.Kind.NOT_ALLOWED,
              Code.AGENT_REVOKED,
              "This agent was revoked at " + agent.revokedAt() + ".",
              "Enrol it again with a new join token if it should rejoin the fleet.");
      case ACCEPTED -> accepted(agent, csr, now);
    };
  }

  private Answer<CredentialsReply> accepted(AgentRecord agent, String csr, Instant now) {
    Optional<SigningRequest> request = SigningRequest.parse(csr);
    if (request.isEmpty()) {
      return new Answer.Rejected<>(
          Rejection.invalid(
              "csr",
              Code.BAD_CSR,
              "The certificate request is not a PKCS#10 request for a P-256 key.",
              "An agent generates an EC P-256 key and signs the request with it."));
    }
    if (allowance.take(agent.id(), now) != Allowance.Verdict.WITHIN) {
      return refused(
          Rejection.Kind.TOO_OFTEN,
          Code.TOO_MANY,
          "An agent may have " + allowance + ".",
          "Wait, then try again.");
    }
    Issuer.Issued issued = issuer.issue(agent, request.get(), now);
    Instant end = issuer.end(now);
    return audit.before(
        AuditNote.done(
            "agent/" + agent.id(),
            "credentials.issue",
            agent.member() + " (" + agent.id() + ")",
            "certificate %s and user %s until %s".formatted(issued.serial(), agent.nkey(), end)),
        () -> {
          agents.change(agent.id(), record -> record.certifiedUntil(end));
          return new Answer.Given<>(
              new CredentialsReply(AgentState.ACCEPTED, issued.credentials(), now));
        });
  }

  private static Answer<CredentialsReply> refused(
      Rejection.Kind kind, Code code, String message, String hint) {
    return new Answer.Rejected<>(Rejection.of(kind, code, message, hint));
  }
}
