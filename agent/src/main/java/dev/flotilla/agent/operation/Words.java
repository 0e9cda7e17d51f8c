// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import java.util.Optional;

/** What an event says to a person who reads the resource. */
record Words(Optional<String> step, Optional<String> code, String message, Optional<String> hint) {
  static Words of(OperationEvent event) {
    return switch (event) {
      case OperationEvent.Admitted _ -> plain("admitted");
      case OperationEvent.Held(_, var reason) -> plain(reason);
      case OperationEvent.Progressed(_, var progress) ->
          new Words(
              Optional.of(progress.step()), Optional.empty(), progress.detail(), Optional.empty());
      case OperationEvent.Succeeded(_, var message) -> plain(message);
      case OperationEvent.Failed(_, var problem) -> of(problem);
      case OperationEvent.Refused(_, var problem) -> of(problem);
      case OperationEvent.Cancelled(_, var by) -> plain("cancelled by " + by);
      case OperationEvent.Expired _ -> plain("expired before it was admitted");
      case OperationEvent.Superseded(_, var by) -> plain("superseded by operation " + by);
    };
  }

  private static Words plain(String message) {
    return new Words(Optional.empty(), Optional.empty(), message, Optional.empty());
  }

  private static Words of(Problem problem) {
    return new Words(
        Optional.empty(),
        Optional.of(problem.code()),
        problem.message(),
        Optional.of(problem.hint()).filter(hint -> !hint.isEmpty()));
  }
}
