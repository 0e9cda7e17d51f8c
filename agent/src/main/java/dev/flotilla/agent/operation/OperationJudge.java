// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationState;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides what happened to an operation, whatever its type. Pure; the state machine of the protocol
 * defines what follows.
 */
final class OperationJudge {
  private OperationJudge() {}

  /** The next event, if anything happened. */
  static Optional<OperationEvent> judge(Journal journal, Facts facts, OrderJudge order) {
    if (journal.state() instanceof OperationState.Ended) {
      return Optional.empty();
    }
    Instant now = facts.now();
    if (journal.state() instanceof OperationState.Queued) {
      return Optional.of(
          facts
              .refusal()
              .<OperationEvent>map(problem -> new OperationEvent.Refused(now, problem))
              .orElseGet(() -> new OperationEvent.Admitted(now)));
    }
    return cancelled(journal, facts)
        .or(() -> facts.newer().map(by -> new OperationEvent.Superseded(now, by)))
        .or(() -> Optional.of(order.onward(journal, facts)))
        .filter(event -> isNews(journal, facts, event));
  }

  /**
   * The hub cancels only what it has not seen running, and has already restored the earlier
   * documents.
   */
  private static Optional<OperationEvent> cancelled(Journal journal, Facts facts) {
    boolean inTime = facts.fromHub() || !(journal.state() instanceof OperationState.Running);
    return facts.cancelled() && inTime
        ? Optional.of(new OperationEvent.Cancelled(facts.now(), facts.requestedBy()))
        : Optional.empty();
  }

  /** Only a change justifies a write and a message. */
  private static boolean isNews(Journal journal, Facts facts, OperationEvent event) {
    return switch (event) {
      case OperationEvent.Held(_, var reason) ->
          !(journal.state() instanceof OperationState.Running)
              && !(journal.state() instanceof OperationState.Waiting(_, var known)
                  && known.equals(reason));
      case OperationEvent.Progressed(_, var progress) ->
          !(journal.state() instanceof OperationState.Running(_, var known)
              && known.equals(progress)
              && begun(journal, facts));
      default -> true;
    };
  }

  /** True when the current step is in the journal already, or the target has none. */
  private static boolean begun(Journal journal, Facts facts) {
    return facts.target().flatMap(Target::step).map(journal::holds).orElse(true);
  }
}
