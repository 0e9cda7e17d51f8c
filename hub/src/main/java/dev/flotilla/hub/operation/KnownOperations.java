// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.operation.OperationId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pcollections.OrderedPMap;
import org.pcollections.PMap;

/**
 * The operations of one agent that are held in memory, apart by whether they ended: nothing that
 * only concerns the open ones walks over the others.
 *
 * @param open those that have not ended, oldest first
 * @param ended those that ended since the last checkpoint, or that it kept
 */
public record KnownOperations(
    PMap<OperationId, Operation> open, PMap<OperationId, Operation> ended) {
  static final KnownOperations NONE = new KnownOperations(OrderedPMap.empty(), OrderedPMap.empty());

  /** One of them. */
  public Optional<Operation> find(OperationId id) {
    return Optional.ofNullable(open.get(id)).or(() -> Optional.ofNullable(ended.get(id)));
  }

  /** All of them. */
  List<Operation> all() {
    List<Operation> all = new ArrayList<>(open.values());
    all.addAll(ended.values());
    return all;
  }

  KnownOperations with(Operation operation) {
    return operation.ended()
        ? new KnownOperations(open.minus(operation.id()), ended.plus(operation.id(), operation))
        : new KnownOperations(open.plus(operation.id(), operation), ended);
  }
}
