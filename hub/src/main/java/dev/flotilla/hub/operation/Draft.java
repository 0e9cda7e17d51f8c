// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.List;
import java.util.OptionalLong;

/**
 * An operation that is about to be requested.
 *
 * @param id of the operation; given by the caller, so that a repeated call finds it again
 * @param agent who is to carry it out
 * @param order what is asked
 * @param target of which resource
 * @param changes of desired state that it brings, all in one revision; empty for an order that
 *     changes none
 * @param basis revision of the target's document that they were made from; empty for documents that
 *     were sent whole
 * @param by name of the token
 */
public record Draft(
    OperationId id,
    AgentId agent,
    Order order,
    ResourceKey target,
    List<DesiredChange> changes,
    OptionalLong basis,
    String by) {

  public Draft {
    changes = List.copyOf(changes);
  }

  /**
   * Whether the target has another document than the one that the changes were made from: they
   * would undo what brought it.
   */
  boolean overtaken(Ledger ledger) {
    return basis.isPresent()
        && ledger
            .desired(target)
            .filter(present -> present.revision() == basis.getAsLong())
            .isEmpty();
  }
}
