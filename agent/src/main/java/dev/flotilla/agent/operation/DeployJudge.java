// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.Order;
import jakarta.enterprise.context.ApplicationScoped;

/** A deploy ends with its document. */
@ApplicationScoped
class DeployJudge implements OrderJudge {
  @Override
  public String type() {
    return Order.Deploy.TYPE;
  }

  @Override
  public OperationEvent onward(Journal journal, Facts facts) {
    return DocumentProgress.onward(journal, facts);
  }
}
