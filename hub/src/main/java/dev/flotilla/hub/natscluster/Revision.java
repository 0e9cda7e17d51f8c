// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.operation.Operation;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.List;
import java.util.Optional;

/**
 * A document that was desired, with the operation that brought it.
 *
 * @param number as the member's NatsCluster shows it
 * @param operation that brought it
 * @param document with its spec
 */
public record Revision(long number, Operation operation, ObjectNode document) {
  private static final String RESTART = "restart";

  /** Fields that say how to go to the rest, and not where to. */
  private static final List<String> MANNER = List.of("paused", "abort", RESTART);

  /** The revision of that resource that an operation brought; empty when it brought none. */
  static Optional<Revision> of(Operation operation, ResourceKey key, ObjectNode document) {
    return operation.request().awaits().stream()
        .filter(awaited -> awaited.key().equals(key))
        .findFirst()
        .map(awaited -> new Revision(awaited.revision(), operation, document));
  }

  /** Whether the servers had all of it and were healthy. */
  public boolean succeeded() {
    return operation.state() instanceof OperationState.Succeeded
        && goal().equals(again().withObject("/spec"));
  }

  /** Whether both lead to the same servers. */
  public boolean leadsTo(Revision other) {
    return goal().equals(other.goal());
  }

  /** The document to deploy again: with its old request, the servers would restart once more. */
  public ObjectNode again() {
    ObjectNode again = document.deepCopy();
    again.withObject("/spec").remove(RESTART);
    return again;
  }

  /** As listed: {@code 12 (upgrade, Succeeded)}. */
  @Override
  public String toString() {
    return "%d (%s, %s)"
        .formatted(number, operation.request().order().type(), operation.state().name());
  }

  private ObjectNode spec() {
    return document.withObject("/spec");
  }

  private ObjectNode goal() {
    return spec().deepCopy().without(MANNER);
  }
}
