// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.List;

/**
 * An operation that is about to be requested.
 *
 * @param id of the operation; given by the caller, so that a repeated call finds it again
 * @param agent who is to carry it out
 * @param order what is asked
 * @param target of which resource
 * @param changes of desired state that it brings, all in one revision; empty for an order that
 *     changes none
 * @param by name of the token
 */
public record Draft(
    OperationId id,
    AgentId agent,
    Order order,
    ResourceKey target,
    List<DesiredChange> changes,
    String by) {

  public Draft {
    changes = List.copyOf(changes);
  }
}
