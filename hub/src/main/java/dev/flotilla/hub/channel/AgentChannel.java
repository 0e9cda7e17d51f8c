// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.enrolment.CredentialsDesk;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Allowance;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.inbox.DocumentSigner;
import dev.flotilla.hub.inbox.Inbox;
import dev.flotilla.hub.inbox.InboxPlan;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.query.Queries;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.audit.AuditRow;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import dev.flotilla.protocol.enrolment.SyncReply;
import dev.flotilla.protocol.event.Heartbeat;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;

/**
 * Listens to agents on core NATS: heartbeats, and service calls. Who speaks is read from the
 * subject, which the agent's permissions fix; never from the body.
 */
public final class AgentChannel implements AutoCloseable {
  /** Header of a refusal; the body is a {@link Problem}. */
  public static final String ERROR_HEADER = "Nats-Service-Error-Code";

  private static final Logger LOG = Logger.getLogger(AgentChannel.class);
  private static final String QUEUE = "hub";
  private static final Duration SYNC_INTERVAL = Duration.ofSeconds(2);
  private static final int AT_ONCE = 20;
  private static final Duration ONE_MORE = Duration.ofSeconds(1);
  private static final int AGENT_TOKEN = 3;
  private static final int VERB_TOKEN = 4;

  private final Connection connection;
  private final Services services;
  private final Allowance heartbeats;
  private final Allowance calls;
  private final Map<AgentId, Instant> synchronised = new ConcurrentHashMap<>();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * What answers agents.
   *
   * @param agents who is a member
   * @param presence who lives
   * @param desk issues credentials
   * @param inbox signs and writes documents
   * @param signer knows the signed key set
   * @param log knows what each agent should hold
   * @param queries waits for answers of agents
   * @param audit told of agents that send too much
   * @param clock the hub's
   */
  public record Services(
      Agents agents,
      Presence presence,
      CredentialsDesk desk,
      Inbox inbox,
      DocumentSigner signer,
      OperationLog log,
      Queries queries,
      AuditLog audit,
      Clock clock) {}

  /** Answers on this connection of the hub's account. */
  public AgentChannel(Connection connection, Services services) {
    this.connection = connection;
    this.services = services;
    this.heartbeats = new Allowance(AT_ONCE, ONE_MORE);
    this.calls = new Allowance(AT_ONCE, ONE_MORE);
  }

  /** Begins to listen. */
  public void start() {
    Dispatcher dispatcher = connection.createDispatcher();
    dispatcher.subscribe(
        Subjects.HEARTBEATS,
        message -> take(message, heartbeats, "agent.heartbeat", this::heartbeat));
    dispatcher.subscribe(Subjects.SERVICES, QUEUE, this::call);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }

  private void call(Message message) {
    AgentId agent = agentOf(message);
    if (verb(message).equals(Subjects.Service.ANSWER.token()) && services.queries().due(agent)) {
      executor.execute(() -> serve(message, agent));
    } else {
      take(message, calls, "agent.call", this::serve);
    }
  }

  // Beyond its allowance an agent gets no thread, and so takes none from the others.
  private void take(
      Message message, Allowance allowance, String action, BiConsumer<Message, AgentId> handler) {
    AgentId agent = agentOf(message);
    switch (allowance.take(agent, services.clock().instant())) {
      case WITHIN -> executor.execute(() -> handler.accept(message, agent));
      case FIRST_BEYOND -> executor.execute(() -> record(agent, action, allowance));
      case BEYOND -> LOG.debugf("Dropped on %s", message.getSubject());
    }
  }

  private void record(AgentId agent, String action, Allowance allowance) {
    try {
      AuditRow ignored =
          services
              .audit()
              .append(
                  AuditNote.refused(
                      "agent/" + agent, action, agent.value(), EventIntake.excess(allowance)));
    } catch (StoreUnavailable away) {
      allowance.untold(agent);
      LOG.warnf("Agent %s exceeds its rate limit, and this cannot be recorded", agent);
    }
  }

  private void heartbeat(Message message, AgentId agent) {
    try {
      Heartbeat heartbeat = Json.read(message.getData(), Heartbeat.class);
      if (!heartbeat.agent().equals(agent) || !services.agents().accepted(agent)) {
        return;
      }
      services.presence().seen(heartbeat);
      if (heartbeat.indexRevision() < services.inbox().revision(agent)) {
        services.inbox().deliver(agent, InboxPlan.Extent.CHANGES);
        services.inbox().nudge(agent);
      }
    } catch (UncheckedIOException | StoreUnavailable dropped) {
      LOG.debugf(dropped, "A heartbeat on %s was dropped", message.getSubject());
    }
  }

  private void serve(Message message, AgentId agent) {
    try {
      String verb = verb(message);
      if (!services.agents().accepted(agent)) {
        refuse(
            message,
            new Problem(
                Code.AGENT_UNKNOWN, "This agent is not an accepted member.", "Enrol again."));
      } else if (verb.equals(Subjects.Service.SYNC.token())) {
        reply(message, sync(agent));
      } else if (verb.equals(Subjects.Service.RENEW.token())) {
        renew(message, agent);
      } else if (verb.equals(Subjects.Service.ANSWER.token())) {
        answer(message, agent);
      } else if (verb.equals(Subjects.Service.BODY.token())) {
        body(message, agent);
      } else {
        refuse(
            message,
            new Problem(Code.UNKNOWN_VERB, "Unknown service " + verb + ".", "Upgrade the hub."));
      }
    } catch (UncheckedIOException malformed) {
      refuse(
          message,
          new Problem(Code.MALFORMED, "The request cannot be read.", "Upgrade the agent."));
    } catch (StoreUnavailable failed) {
      refuse(
          message,
          new Problem(Code.HUB_UNAVAILABLE, "The hub's store is unavailable.", "Try again."));
    }
  }

  // Signing everything is the one costly thing that an agent can ask for: not more often than it
  // can help.
  private SyncReply sync(AgentId agent) {
    Instant now = services.clock().instant();
    Instant signed =
        synchronised.compute(
            agent, (_, last) -> last == null || now.isAfter(last.plus(SYNC_INTERVAL)) ? now : last);
    InboxPlan.Extent extent =
        signed.equals(now) ? InboxPlan.Extent.EVERYTHING : InboxPlan.Extent.CHANGES;
    long revision = services.inbox().deliver(agent, extent);
    return new SyncReply(revision, services.signer().keySet(), services.clock().instant());
  }

  private void renew(Message message, AgentId agent) {
    CredentialsRequest request = Json.read(message.getData(), CredentialsRequest.class);
    switch (services.desk().byConnection(agent, request)) {
      case Answer.Given<?>(var reply) -> reply(message, reply);
      case Answer.Rejected<?>(var rejection) -> refuse(message, rejection.problem());
    }
  }

  private void answer(Message message, AgentId agent) {
    if (services.queries().take(agent, Json.read(message.getData(), QueryAnswer.class))) {
      reply(message, Map.of());
    } else {
      refuse(
          message,
          new Problem(Code.NOT_ASKED, "No query is waiting for this answer.", "Nothing to do."));
    }
  }

  // Only what this agent should hold: a digest says nothing about who may read what it names.
  private void body(Message message, AgentId agent) {
    Body.ChunkRequest request = Json.read(message.getData(), Body.ChunkRequest.class);
    Optional<byte[]> body =
        services
            .log()
            .of(agent)
            .desired(request.key())
            .flatMap(Desired::current)
            .filter(step -> step.digest().equals(request.digest()))
            .map(Desired.Step::bytes);
    if (body.isPresent()) {
      reply(message, Body.Chunk.of(body.get(), request.offset()));
    } else {
      refuse(
          message,
          new Problem(
              Code.BODY_UNKNOWN,
              request.key() + " does not have this body.",
              "Read the index and the document again."));
    }
  }

  private void reply(Message message, Object body) {
    Optional.ofNullable(message.getReplyTo())
        .ifPresent(subject -> connection.publish(subject, Json.write(body)));
  }

  private void refuse(Message message, Problem problem) {
    Optional.ofNullable(message.getReplyTo())
        .ifPresent(
            subject ->
                connection.publish(
                    NatsMessage.builder()
                        .subject(subject)
                        .headers(new Headers().add(ERROR_HEADER, problem.code()))
                        .data(Json.write(problem))
                        .build()));
  }

  private static String verb(Message message) {
    return message.getSubject().split("\\.", -1)[VERB_TOKEN];
  }

  private static AgentId agentOf(Message message) {
    return new AgentId(message.getSubject().split("\\.", -1)[AGENT_TOKEN]);
  }
}
