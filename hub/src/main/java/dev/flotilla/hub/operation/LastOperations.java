// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BinaryOperator;

/** The newest operation on each resource, of those in the log and in the history. */
final class LastOperations {
  private static final BinaryOperator<Operation> NEWER =
      BinaryOperator.maxBy(
          Comparator.comparing((Operation operation) -> operation.id().value())
              .thenComparingLong(Operation::version));

  private final Map<Place, Operation> last = new ConcurrentHashMap<>();

  private record Place(AgentId agent, ResourceKey target) {}

  /** The newest operation on a resource. */
  Optional<Operation> on(AgentId agent, ResourceKey target) {
    return Optional.ofNullable(last.get(new Place(agent, target)));
  }

  /** Takes an operation into account; in any order, and any number of times. */
  void take(Operation operation) {
    last.merge(new Place(operation.agent(), operation.request().target()), operation, NEWER);
  }
}
