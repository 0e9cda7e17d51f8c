// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.protocol.operation.OperationEvent;

/**
 * Decides how operations of one type proceed: one implementation for each, found by injection.
 * Pure.
 */
public interface OrderJudge {

  /** The type, as in {@link dev.flotilla.protocol.operation.Order#type}. */
  String type();

  /** The kind of its target. */
  default Kind target() {
    return Kind.NATS_CLUSTER;
  }

  /** What happened to an admitted operation that was neither cancelled nor superseded. */
  OperationEvent onward(Journal journal, Facts facts);
}
