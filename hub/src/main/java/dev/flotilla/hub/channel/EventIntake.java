// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Allowance;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.EventMessage;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.FetchConsumer;
import io.nats.client.Message;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Folds what agents report. A message is acknowledged only after its effect is on disk, and every
 * effect is a fold that a second time changes nothing; so a hub that is killed anywhere in between
 * loses and doubles nothing.
 */
public final class EventIntake implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EventIntake.class);
  private static final String DURABLE = "hub-fold";
  private static final Duration ACK_WAIT = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final int BATCH = 100;
  private static final long BATCH_MILLIS = 2_000;
  private static final int AGENT_TOKEN = 3;

  private static final int EVENTS_AT_ONCE = 1_000;
  private static final Duration ONE_EVENT_MORE = Duration.ofMillis(50);
  private static final int REFUSALS_AT_ONCE = 100;
  private static final Duration ONE_REFUSAL_MORE = Duration.ofSeconds(10);

  private final Connection connection;
  private final Folds folds;
  private final Allowance events = new Allowance(EVENTS_AT_ONCE, ONE_EVENT_MORE);
  private final Allowance refusals = new Allowance(REFUSALS_AT_ONCE, ONE_REFUSAL_MORE);
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * What events are folded into.
   *
   * @param agents who may report
   * @param operations what was asked for
   * @param reports what NatsClusters there are
   * @param audit what was refused
   */
  public record Folds(Agents agents, Operations operations, Reports reports, AuditLog audit) {}

  // When and in what place the store took a message, and whether the hub was given it before.
  private record Arrival(AgentId agent, Instant at, long sequence, boolean again) {
    static Arrival of(Message message) {
      NatsJetStreamMetaData stored = message.metaData();
      return new Arrival(
          new AgentId(message.getSubject().split("\\.", -1)[AGENT_TOKEN]),
          stored.timestamp().toInstant(),
          stored.streamSequence(),
          stored.deliveredCount() > 1);
    }
  }

  /** Reads over this connection of the hub's account. */
  public EventIntake(Connection connection, Folds folds) {
    this.connection = connection;
    this.folds = folds;
  }

  /** Begins to fold. */
  public void start() {
    Thread.ofVirtual().name("events").start(this::run);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void run() {
    while (closed.getCount() > 0) {
      try {
        ConsumerContext consumer =
            connection
                .getStreamContext(Subjects.EVENTS_STREAM)
                .createOrUpdateConsumer(
                    ConsumerConfiguration.builder()
                        .durable(DURABLE)
                        .ackPolicy(AckPolicy.Explicit)
                        .ackWait(ACK_WAIT)
                        .build());
        while (closed.getCount() > 0) {
          fetch(consumer);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (Exception lost) {
        // Also unchecked: a client whose server is away reports it in several ways, and all of them
        // pass.
        LOG.debugf(lost, "Reading events again");
        pause();
      }
    }
  }

  private void fetch(ConsumerContext consumer) throws Exception {
    FetchConsumeOptions options =
        FetchConsumeOptions.builder().maxMessages(BATCH).expiresIn(BATCH_MILLIS).build();
    FetchConsumer messages = consumer.fetch(options);
    try {
      @Nullable Message message = messages.nextMessage();
      while (message != null) {
        take(message);
        message = messages.nextMessage();
      }
    } finally {
      messages.close();
    }
  }

  private void take(Message message) {
    try {
      Arrival arrival = Arrival.of(message);
      if (within(events, arrival, "event.report") || awaited(arrival.agent(), message)) {
        fold(arrival, Json.read(message.getData(), EventMessage.class));
      }
      message.ack();
    } catch (StoreUnavailable later) {
      message.nakWithDelay(RETRY);
    } catch (RuntimeException unusable) {
      // Whatever it is, it is as unusable the next time: it must not hold up those that follow. No
      // limit of deliveries does this, since that would also drop good events of a long outage.
      LOG.warnf("An event on %s is invalid: %s", message.getSubject(), unusable);
      message.term();
    }
  }

  // The agent never says it again, and without it the operation would never go on. There are only
  // so
  // many of these: no operation comes twice to the same state.
  private boolean awaited(AgentId agent, Message message) {
    try {
      return Json.read(message.getData(), EventMessage.class).event()
              instanceof AgentEvent.OperationChanged(var operation, var event)
          && folds.operations().awaits(agent, operation, event);
    } catch (UncheckedIOException noise) {
      return false;
    }
  }

  private void fold(Arrival arrival, EventMessage message) {
    AgentId agent = arrival.agent();
    if (!message.agent().equals(agent) || !folds.agents().accepted(agent)) {
      refused(
          arrival,
          "event.report",
          agent.value(),
          new Problem(Code.WRONG_AGENT, "The event names another agent as its sender.", ""));
      return;
    }
    switch (message.event()) {
      case AgentEvent.OperationChanged(var operation, var event) -> {
        if (folds.operations().report(agent, operation, event)
            == Operations.Taken.UNKNOWN_OPERATION) {
          refused(
              arrival,
              "operation.report",
              agent.value(),
              new Problem(
                  Code.UNKNOWN_OPERATION,
                  "The event reports on the unknown operation " + operation + ".",
                  ""));
        }
      }
      case AgentEvent.DocumentRefused(var key, var revision, var problem) ->
          refused(
              arrival,
              "document.admit",
              (key == null ? "index" : key.toString()) + "@" + revision,
              problem);
      case AgentEvent.QueryRefused(var problem) ->
          refused(arrival, "query.admit", agent.value(), problem);
      case AgentEvent.ResourceReported(var report) ->
          folds.reports().fold(agent, report, arrival.sequence());
      case AgentEvent.Inventory inventory ->
          folds.reports().fold(agent, inventory, message.at(), arrival.sequence());
      case AgentEvent.Unknown(var kind) ->
          refused(
              arrival,
              "event.report",
              agent.value(),
              new Problem(
                  Code.UNKNOWN_EVENT,
                  "It reports an event of kind '" + kind + "', which this hub does not know.",
                  "Upgrade the hub to the agent's version."));
    }
  }

  private void refused(Arrival arrival, String action, String subject, Problem problem) {
    if (within(refusals, arrival, action)) {
      folds.audit().append(AuditNote.refused("agent/" + arrival.agent(), action, subject, problem));
    }
  }

  // What is beyond is dropped, quickly: it is this agent's loss, and must not hold up the others.
  // What was given before was counted then, and came again because the hub could not take it.
  private boolean within(Allowance allowance, Arrival arrival, String action) {
    if (arrival.again()) {
      return true;
    }
    Allowance.Verdict verdict = allowance.take(arrival.agent(), arrival.at());
    if (verdict == Allowance.Verdict.FIRST_BEYOND) {
      tell(allowance, arrival.agent(), action);
    }
    return verdict == Allowance.Verdict.WITHIN;
  }

  private void tell(Allowance allowance, AgentId agent, String action) {
    try {
      folds
          .audit()
          .append(AuditNote.refused("agent/" + agent, action, agent.value(), excess(allowance)));
    } catch (StoreUnavailable away) {
      allowance.untold(agent);
      throw away;
    }
  }

  static Problem excess(Allowance allowance) {
    return new Problem(
        Code.TOO_MANY,
        "An agent may send " + allowance + "; the rest is dropped.",
        "Check what the agent is doing; revoke it if it may be compromised.");
  }

  private void pause() {
    try {
      boolean ignored = closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
