// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.enrolment;

import dev.flotilla.hub.access.StoredToken;
import dev.flotilla.hub.access.Tokens;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.certificate.SigningRequest;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Ulid;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.enrolment.EnrolmentReply;
import dev.flotilla.protocol.enrolment.EnrolmentRequest;
import dev.flotilla.protocol.resource.ResourceKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** How an agent becomes known. It is trusted only when a person accepts it. */
@StoreScoped
public final class Enrolment {
  /** What an enrolment is called in the audit record. */
  public static final String ACTION = "agent.enrol";

  private static final int MOST_NAMESPACES = 200;

  private final Tokens tokens;
  private final Agents agents;
  private final AuditLog audit;
  private final JoinTokens joinTokens;
  private final Clock clock;
  private final SecureRandom random;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  /**
   * What an enrolment is written into.
   *
   * @param tokens where the join token is
   * @param agents where the agent will be
   * @param audit where it is recorded first
   */
  @StoreScoped
  public record Books(Tokens tokens, Agents agents, AuditLog audit) {}

  /** Enrols into this fleet. */
  public Enrolment(Books books, Clock clock, SecureRandom random) {
    this.tokens = books.tokens();
    this.agents = books.agents();
    this.audit = books.audit();
    this.joinTokens = new JoinTokens(tokens);
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes an agent known: it spends the token, takes the name, and is written. A crash anywhere in
   * between leaves a spent token at most, and the same agent completes its enrolment by asking
   * again. One enrolment at a time: a name that was taken and whose agent is not written yet must
   * have been left by a crash.
   */
  public Answer<EnrolmentReply> enrol(EnrolmentRequest request) {
    Instant now = clock.instant();
    oneAtATime.lock();
    try {
      return joinTokens
          .judge(request, now)
          .then(token -> wellFormed(request).then(_ -> enrol(request, token, now)));
    } finally {
      oneAtATime.unlock();
    }
  }

  private static Answer<EnrolmentRequest> wellFormed(EnrolmentRequest request) {
    if (!ResourceKey.isLabel(request.member())) {
      return badName(
          "member",
          "The name of a member must be a DNS label of at most 40 characters.",
          "Use lower-case letters, digits and hyphens.");
    }
    List<String> namespaces = request.namespaces();
    if (namespaces.size() > MOST_NAMESPACES
        || !namespaces.stream().allMatch(ResourceKey::isLabel)) {
      return badName(
          "namespaces",
          "Namespaces must be at most 200 DNS labels of at most 40 characters each.",
          "List the namespaces that the agent serves.");
    }
    byte[] signed = EnrolmentRequest.proofBytes(request.tokenId(), request.nkey(), request.csr());
    if (!Possession.proved(request.nkey(), signed, request.proof())) {
      return wrong(
          "proof",
          Code.BAD_PROOF,
          "The proof is not a valid signature by the given key.",
          "An agent signs with its NKey seed.");
    }
    return SigningRequest.parse(request.csr()).isEmpty()
        ? wrong(
            "csr",
            Code.BAD_CSR,
            "The certificate request is not a PKCS#10 request for a P-256 key.",
            "An agent generates an EC P-256 key and signs the request with it.")
        : new Answer.Given<>(request);
  }

  private Answer<EnrolmentReply> enrol(EnrolmentRequest request, StoredToken token, Instant now) {
    StoredToken.Use earlier = token.used();
    AgentId id = new AgentId(earlier == null ? Ulid.next(now, random) : earlier.agent());
    Optional<AgentRecord> known = agents.get(id);
    if (known.isPresent()) {
      return new Answer.Given<>(new EnrolmentReply(id, known.get().state()));
    }
    if (agents.takenByAnother(request.member(), id)) {
      return memberExists(request);
    }
    return audit.before(
        AuditNote.done("join/" + token.id(), ACTION, request.member(), "agent " + id),
        () -> write(request, token, record(id, request, now)));
  }

  // The token comes first, since it remembers the id: whatever is cut off after that is done again
  // under the same id, and nothing before it has an effect.
  private Answer<EnrolmentReply> write(
      EnrolmentRequest request, StoredToken token, AgentRecord agent) {
    StoredToken.Use use = new StoredToken.Use(agent.id().value(), agent.nkey(), agent.enrolledAt());
    if (token.used() == null && tokens.spend(token.id(), use) == Tokens.Spending.LOST) {
      return JoinTokens.used();
    }
    if (!agents.claimMember(agent.member(), agent.id())) {
      return memberExists(request);
    }
    agents.add(agent);
    return new Answer.Given<>(new EnrolmentReply(agent.id(), AgentState.PENDING));
  }

  private static Answer<EnrolmentReply> memberExists(EnrolmentRequest request) {
    return new Answer.Rejected<>(
        Rejection.of(
            Rejection.Kind.CONFLICT,
            Code.MEMBER_EXISTS,
            "There already is a member " + request.member() + ".",
            "Choose another name, or revoke the agent of that member."));
  }

  private static AgentRecord record(AgentId id, EnrolmentRequest request, Instant now) {
    return new AgentRecord(
        id,
        request.member(),
        AgentState.PENDING,
        request.nkey(),
        request.version(),
        request.namespaces(),
        now,
        null,
        null);
  }

  private static <T> Answer<T> wrong(String field, Code code, String message, String hint) {
    return new Answer.Rejected<>(Rejection.invalid(field, code, message, hint));
  }

  private static <T> Answer<T> badName(String field, String message, String hint) {
    return new Answer.Rejected<>(Rejection.invalid(field, FindingCode.BAD_NAME, message, hint));
  }
}
