// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.upgrade;

import dev.flotilla.agent.operation.DocumentProgress;
import dev.flotilla.agent.operation.Facts;
import dev.flotilla.agent.operation.Journal;
import dev.flotilla.agent.operation.OrderJudge;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.Order;
import jakarta.enterprise.context.ApplicationScoped;

/** An upgrade ends when its document's version has come true, by whatever versions on the way. */
@ApplicationScoped
class UpgradeJudge implements OrderJudge {
  @Override
  public String type() {
    return Order.Upgrade.TYPE;
  }

  @Override
  public OperationEvent onward(Journal journal, Facts facts) {
    return DocumentProgress.onwardUnlessPaused(journal, facts);
  }
}
