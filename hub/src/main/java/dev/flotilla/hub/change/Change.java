// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.change;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;

/**
 * A change of the document that the hub has of a NatsCluster.
 *
 * @param action a stable word pair for the audit record, such as {@code natscluster.upgrade}
 * @param call that asks for it
 * @param edit makes it; rejected when the body of the call is wrong
 */
public record Change(String action, NatsClusterCall call, Answer<Edit> edit) {
  /** A change that asks for nothing in its body. */
  public Change(String action, NatsClusterCall call, Edit edit) {
    this(action, call, new Answer.Given<>(edit));
  }

  /** Makes the change; again whenever the document has become another one. */
  @FunctionalInterface
  public interface Edit {
    /**
     * The changed document, or why it is not changed.
     *
     * @param desired what the hub has, the present document last
     * @param document the present one, a copy to change
     */
    Answer<Changed> of(Desired desired, ObjectNode document);
  }

  /**
   * A document after its change.
   *
   * @param document after it
   * @param order of the operation that brings it
   */
  public record Changed(ObjectNode document, Order order) {}

  /** Why the servers are not changed while that is paused: it would end at once. */
  public static <T> Answer<T> paused(NatsClusterCall call) {
    return new Answer.Rejected<>(
        Rejection.of(
            Rejection.Kind.CONFLICT,
            Code.PAUSED,
            "Changes of " + call.address() + " are paused.",
            "Resume them first: flotilla resume " + call.address()));
  }
}
