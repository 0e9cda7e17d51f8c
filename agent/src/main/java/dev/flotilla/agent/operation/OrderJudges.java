// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.protocol.operation.OperationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The types of operation that this agent can execute. */
@ApplicationScoped
class OrderJudges {
  private final Instance<OrderJudge> judges;

  OrderJudges(Instance<OrderJudge> judges) {
    this.judges = judges;
  }

  /** The judge of a type; one that waits for a newer agent where there is none. */
  OrderJudge of(@Nullable String type) {
    return judges.stream()
        .filter(judge -> judge.type().equals(type))
        .findFirst()
        .orElseGet(() -> new OfNewerAgent(String.valueOf(type)));
  }

  List<String> types() {
    return judges.stream().map(OrderJudge::type).sorted().toList();
  }

  /** A newer agent has admitted the operation, and was replaced by an older one. */
  record OfNewerAgent(String type) implements OrderJudge {
    @Override
    public OperationEvent onward(Journal journal, Facts facts) {
      return new OperationEvent.Held(
          facts.now(), "this agent cannot carry out operation " + type + "; upgrade it");
    }
  }
}
