// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.channel;

import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.operation.OperationLog;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.subject.Subjects;

/**
 * Gives the parts of a body that is too long for its document. Only of what this agent should hold:
 * a digest does not say who may read what it names.
 */
@StoreScoped
public final class BodyService implements AgentService {
  private final OperationLog log;

  /** Gives bodies that this log has. */
  public BodyService(OperationLog log) {
    this.log = log;
  }

  @Override
  public Subjects.Service verb() {
    return Subjects.Service.BODY;
  }

  @Override
  public ServiceReply serve(AgentId agent, byte[] request) {
    Body.ChunkRequest wanted = Json.read(request, Body.ChunkRequest.class);
    return log.of(agent)
        .desired(wanted.key())
        .flatMap(Desired::current)
        .filter(step -> step.digest().equals(wanted.digest()))
        .<ServiceReply>map(
            step -> new ServiceReply.Done(Body.Chunk.of(step.bytes(), wanted.offset())))
        .orElseGet(
            () ->
                ServiceReply.refused(
                    Code.BODY_UNKNOWN,
                    wanted.key() + " does not have this body.",
                    "Read the index and the document again."));
  }
}
