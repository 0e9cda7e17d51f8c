// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.restart;

import dev.flotilla.agent.operation.DocumentProgress;
import dev.flotilla.agent.operation.Facts;
import dev.flotilla.agent.operation.Journal;
import dev.flotilla.agent.operation.OrderJudge;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.Order;
import jakarta.enterprise.context.ApplicationScoped;

/** A restart ends when no server is left to restart, and all are verified healthy. */
@ApplicationScoped
class RestartJudge implements OrderJudge {
  @Override
  public String type() {
    return Order.Restart.TYPE;
  }

  @Override
  public OperationEvent onward(Journal journal, Facts facts) {
    return DocumentProgress.onwardUnlessPaused(journal, facts);
  }
}
