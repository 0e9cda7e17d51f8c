// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationState;
import java.util.Optional;

/** What a state means to a user who reads the resource. */
record StateMessage(Optional<String> code, String message, Optional<String> hint) {

  static StateMessage of(OperationState state) {
    return switch (state) {
      case OperationState.Queued _ -> plain("waiting for the reconciler");
      case OperationState.Delivered _ -> plain("admitted");
      case OperationState.Waiting(_, var reason) -> plain(reason);
      case OperationState.Running(_, var progress) -> plain(progress.detail());
      case OperationState.Succeeded(_, var message) -> plain(message);
      case OperationState.Failed(_, var problem) -> of(problem);
      case OperationState.Refused(_, var problem) -> of(problem);
      case OperationState.Cancelled(_, var by) -> plain("cancelled by " + by);
      case OperationState.Expired _ -> plain("expired before it was admitted");
      case OperationState.Superseded(_, var by) -> plain("superseded by operation " + by);
      case OperationState.Unknown(_, var name) -> plain("only a newer agent knows state " + name);
    };
  }

  private static StateMessage plain(String message) {
    return new StateMessage(Optional.empty(), message, Optional.empty());
  }

  private static StateMessage of(Problem problem) {
    return new StateMessage(
        Optional.of(problem.code()),
        problem.message(),
        Optional.of(problem.hint()).filter(hint -> !hint.isEmpty()));
  }
}
