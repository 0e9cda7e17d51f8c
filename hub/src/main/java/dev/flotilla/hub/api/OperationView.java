// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.operation.Operation;
import dev.flotilla.hub.runtime.HubParts;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.resource.ResourceKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the API shows it.
 *
 * @param id its id
 * @param type what is asked
 * @param member of whom
 * @param agent id of that agent
 * @param target about what
 * @param awaitedRevision revision of the target's document that must come true
 * @param requestedBy name of the token
 * @param requestedAt the hub's clock
 * @param expiresAt until when the agent may begin
 * @param cancelRequested whether its requester wants it cancelled
 * @param state name of the state
 * @param ended whether nothing can happen to it any more
 * @param since when the state was reached
 * @param step what is being done
 * @param percent how far that is
 * @param detail of the step
 * @param code of a failure or refusal
 * @param message a sentence about the state
 * @param hint what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(
    String id,
    String type,
    String member,
    String agent,
    Target target,
    long awaitedRevision,
    String requestedBy,
    Instant requestedAt,
    Instant expiresAt,
    boolean cancelRequested,
    String state,
    boolean ended,
    Instant since,
    @Nullable String step,
    @Nullable Integer percent,
    @Nullable String detail,
    @Nullable String code,
    @Nullable String message,
    @Nullable String hint) {

  /** The resource that an operation is about. */
  public record Target(String kind, String namespace, String name) {
    static Target of(ResourceKey key) {
      return new Target(key.kind(), key.namespace(), key.name());
    }
  }

  private record Words(
      @Nullable String step,
      @Nullable Integer percent,
      @Nullable String detail,
      @Nullable String code,
      @Nullable String message,
      @Nullable String hint) {

    static Words message(@Nullable String message) {
      return new Words(null, null, null, null, message, null);
    }

    static Words problem(Problem problem) {
      return new Words(null, null, null, problem.code(), problem.message(), problem.hint());
    }

    static Words of(Operation operation) {
      return switch (operation.state()) {
        case OperationState.Queued _ -> message("Waiting for the agent to receive it.");
        case OperationState.Delivered _ -> message("The agent has admitted it.");
        case OperationState.Waiting(_, var reason) -> message(reason);
        case OperationState.Running(_, var progress) ->
            new Words(progress.step(), progress.percent(), progress.detail(), null, null, null);
        case OperationState.Succeeded(_, var text) -> message(text);
        case OperationState.Failed(_, var problem) -> problem(problem);
        case OperationState.Refused(_, var problem) -> problem(problem);
        case OperationState.Cancelled(_, var by) -> message("Cancelled by " + by + ".");
        case OperationState.Expired _ ->
            problem(
                new Problem(
                    Code.EXPIRED,
                    "The agent did not admit it before " + operation.request().expiresAt() + ".",
                    "Check whether the agent is online, then repeat the request."));
        case OperationState.Superseded(_, var by) -> message("Superseded by operation " + by + ".");
        case OperationState.Unknown(_, var name) ->
            problem(
                new Problem(
                    Code.UNKNOWN_STATE,
                    "The agent reported an end that this hub does not know: " + name + ".",
                    "Upgrade the hub to the agent's version."));
      };
    }
  }

  static OperationView of(Operation operation, HubParts hub) {
    OperationRequest request = operation.request();
    Words words = Words.of(operation);
    return new OperationView(
        operation.id().value(),
        request.order().type(),
        hub.fleet()
            .agents()
            .get(operation.agent())
            .map(AgentRecord::member)
            .orElse(operation.agent().value()),
        operation.agent().value(),
        Target.of(request.target()),
        request.targetRevision(),
        request.requestedBy(),
        request.requestedAt(),
        request.expiresAt(),
        request.cancelled(),
        operation.state().name(),
        operation.ended(),
        operation.state().at(),
        words.step(),
        words.percent(),
        words.detail(),
        words.code(),
        words.message(),
        words.hint());
  }
}
