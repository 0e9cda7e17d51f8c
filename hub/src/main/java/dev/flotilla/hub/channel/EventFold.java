// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.fleet.Presence;
import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.Operations;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.EventMessage;
import java.io.UncheckedIOException;

/** Folds events of agents into what the hub knows. */
@StoreScoped
public final class EventFold {
  private final Agents agents;
  private final Operations operations;
  private final Reports reports;
  private final Presence presence;
  private final EventLimits limits;

  /** Folds into these, within the limits of each agent. */
  public EventFold(
      Agents agents,
      Operations operations,
      Reports reports,
      Presence presence,
      EventLimits limits) {
    this.agents = agents;
    this.presence = presence;
    this.operations = operations;
    this.reports = reports;
    this.limits = limits;
  }

  /** Folds an event; doing so twice changes nothing more. */
  void fold(Arrival arrival, byte[] event) {
    if (limits.admits(arrival) || awaited(arrival.agent(), event)) {
      fold(arrival, Json.read(event, EventMessage.class));
    }
  }

  // The agent does not repeat it, and without it the operation would never go on. There are few of
  // these: no operation reaches a state twice.
  private boolean awaited(AgentId agent, byte[] message) {
    try {
      return Json.read(message, EventMessage.class).event()
              instanceof AgentEvent.OperationChanged(var operation, var event)
          && operations.awaits(agent, operation, event);
    } catch (UncheckedIOException noise) {
      return false;
    }
  }

  private void fold(Arrival arrival, EventMessage message) {
    AgentId agent = arrival.agent();
    if (!message.agent().equals(agent) || !agents.accepted(agent)) {
      limits.refused(
          arrival,
          "event.report",
          agent.value(),
          new Problem(Code.WRONG_AGENT, "The event names another agent as its sender.", ""));
      return;
    }
    presence.heard(agent, arrival.at());
    switch (message.event()) {
      case AgentEvent.OperationChanged(var operation, var event) -> {
        if (operations.report(agent, operation, event) == Operations.Taken.UNKNOWN_OPERATION) {
          limits.refused(
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
          limits.refused(
              arrival,
              "document.admit",
              (key == null ? "index" : key.toString()) + "@" + revision,
              problem);
      case AgentEvent.QueryRefused(var problem) ->
          limits.refused(arrival, "query.admit", agent.value(), problem);
      case AgentEvent.ResourceReported(var report) ->
          reports.fold(agent, report, arrival.sequence());
      case AgentEvent.Inventory inventory ->
          reports.fold(agent, inventory, message.at(), arrival.sequence());
      case AgentEvent.Unknown(var kind) ->
          limits.refused(
              arrival,
              "event.report",
              agent.value(),
              new Problem(
                  Code.UNKNOWN_EVENT,
                  "It reports an event of kind '" + kind + "', which this hub does not know.",
                  "Upgrade the hub to the agent's version."));
    }
  }
}
