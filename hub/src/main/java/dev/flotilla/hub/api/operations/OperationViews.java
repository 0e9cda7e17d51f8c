// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.operations;

import dev.flotilla.hub.fleet.AgentRecord;
import dev.flotilla.hub.fleet.Agents;
import dev.flotilla.hub.operation.Operation;
import dev.flotilla.hub.operation.OperationFinder;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations as the API shows them. */
@StoreScoped
public final class OperationViews {
  private final OperationFinder finder;
  private final Agents agents;

  /** Shows operations, and the members of their agents. */
  public OperationViews(OperationFinder finder, Agents agents) {
    this.finder = finder;
    this.agents = agents;
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

  /** One operation, however long ago it ended. */
  public Optional<OperationView> find(OperationId id) {
    return finder.find(id).map(this::of);
  }

  /** One operation. */
  public OperationView of(Operation operation) {
    OperationRequest request = operation.request();
    Words words = Words.of(operation);
    return new OperationView(
        operation.id().value(),
        request.order().type(),
        agents.get(operation.agent()).map(AgentRecord::member).orElse(operation.agent().value()),
        operation.agent().value(),
        target(request.target()),
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

  private static OperationView.Target target(ResourceKey key) {
    return new OperationView.Target(key.kind(), key.namespace(), key.name());
  }
}
