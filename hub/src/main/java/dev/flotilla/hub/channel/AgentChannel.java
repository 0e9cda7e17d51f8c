// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;

/** Listens to agents on core NATS: heartbeats, and service calls. */
@StoreScoped
public final class AgentChannel {
  private static final String QUEUE = "hub";

  private final Connection connection;
  private final Heartbeats heartbeats;
  private final ServiceCalls calls;
  private final AgentThreads threads;

  /** Listens on this connection of the hub's account. */
  public AgentChannel(
      Connection connection, Heartbeats heartbeats, ServiceCalls calls, AgentThreads threads) {
    this.connection = connection;
    this.heartbeats = heartbeats;
    this.calls = calls;
    this.threads = threads;
  }

  /** Begins to listen. */
  public void start() {
    AuditedAllowance forHeartbeats = threads.allowance();
    AuditedAllowance forCalls = threads.allowance();
    Dispatcher dispatcher = connection.createDispatcher();
    dispatcher.subscribe(Subjects.HEARTBEATS, message -> heartbeat(message, forHeartbeats));
    dispatcher.subscribe(Subjects.SERVICES, QUEUE, message -> call(message, forCalls));
  }

  private void heartbeat(Message message, AuditedAllowance allowance) {
    AgentId agent = Sender.of(message);
    threads.run(agent, allowance, "agent.heartbeat", () -> heartbeats.take(message, agent));
  }

  private void call(Message message, AuditedAllowance allowance) {
    AgentId agent = Sender.of(message);
    if (calls.due(message, agent)) {
      threads.run(() -> calls.serve(message, agent));
    } else {
      threads.run(agent, allowance, "agent.call", () -> calls.serve(message, agent));
    }
  }
}
