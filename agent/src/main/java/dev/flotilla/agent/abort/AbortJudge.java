// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.abort;

import dev.flotilla.agent.operation.DocumentProgress;
import dev.flotilla.agent.operation.Facts;
import dev.flotilla.agent.operation.Journal;
import dev.flotilla.agent.operation.OrderJudge;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.Order;
import jakarta.enterprise.context.ApplicationScoped;

/** An abort has come true when the servers are verified with what they had before. */
@ApplicationScoped
class AbortJudge implements OrderJudge {
  @Override
  public String type() {
    return Order.Abort.TYPE;
  }

  @Override
  public OperationEvent onward(Journal journal, Facts facts) {
    OperationEvent next = DocumentProgress.onward(journal, facts);
    return next instanceof OperationEvent.Failed(var at, var problem)
            && problem.code().equals(Code.ABORTED.name())
        ? new OperationEvent.Succeeded(at, problem.message())
        : next;
  }
}
