// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import io.quarkus.arc.All;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Calls of agents to services: the service that each names, and the reply. */
@StoreScoped
public final class ServiceCalls {
  /** Header of a refusal; the body is a {@link Problem}. */
  private static final String ERROR_HEADER = "Nats-Service-Error-Code";

  private static final int VERB_TOKEN = 4;

  private final Connection connection;
  private final Agents agents;
  private final List<AgentService> services;

  /** Replies on this connection of the hub's account. */
  public ServiceCalls(Connection connection, Agents agents, @All List<AgentService> services) {
    this.connection = connection;
    this.agents = agents;
    this.services = services;
  }

  /** Whether the hub waits for this call. */
  boolean due(Message message, AgentId agent) {
    return service(verb(message)).filter(service -> service.due(agent)).isPresent();
  }

  /** Serves a call and replies. */
  void serve(Message message, AgentId agent) {
    switch (reply(message, agent)) {
      case ServiceReply.Done(var body) -> send(message, new Headers(), body);
      case ServiceReply.Refused(var problem) ->
          send(message, new Headers().add(ERROR_HEADER, problem.code()), problem);
    }
  }

  private ServiceReply reply(Message message, AgentId agent) {
    try {
      if (!agents.accepted(agent)) {
        return ServiceReply.refused(
            Code.AGENT_UNKNOWN, "This agent is not an accepted member.", "Enrol again.");
      }
      String verb = verb(message);
      return service(verb)
          .map(service -> service.serve(agent, message.getData()))
          .orElseGet(
              () ->
                  ServiceReply.refused(
                      Code.UNKNOWN_VERB, "Unknown service " + verb + ".", "Upgrade the hub."));
    } catch (UncheckedIOException malformed) {
      return ServiceReply.refused(
          Code.MALFORMED, "The request cannot be read.", "Upgrade the agent.");
    } catch (StoreUnavailable failed) {
      return ServiceReply.refused(
          Code.HUB_UNAVAILABLE, "The hub's store is unavailable.", "Try again.");
    }
  }

  private Optional<AgentService> service(String verb) {
    return services.stream().filter(service -> service.verb().token().equals(verb)).findFirst();
  }

  private void send(Message request, Headers headers, Object body) {
    Optional.ofNullable(request.getReplyTo())
        .ifPresent(
            subject ->
                connection.publish(
                    NatsMessage.builder()
                        .subject(subject)
                        .headers(headers)
                        .data(Json.write(body))
                        .build()));
  }

  private static String verb(Message message) {
    return message.getSubject().split("\\.", -1)[VERB_TOKEN];
  }
}
