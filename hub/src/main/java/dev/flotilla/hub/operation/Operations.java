// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.operation.OperationLog.Decision;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.Awaited;
import dev.flotilla.protocol.operation.Control;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.resource.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/** What can be done with operations. Each method returns after the log has it on disk. */
public final class Operations {
  private final OperationLog log;
  private final OperationFinder finder;
  private final Clock clock;
  private final Duration life;

  /**
   * Operations of these records.
   *
   * @param life how long an operation may wait for its agent
   */
  public Operations(OperationRecords records, Clock clock, Duration life) {
    this.log = records.log();
    this.finder = records.finder();
    this.clock = clock;
    this.life = life;
  }

  /** How a request was answered. */
  public sealed interface Receipt {
    /** It is on disk and will be delivered. */
    record Queued(OperationId id) implements Receipt {}

    /** An earlier operation makes it redundant. */
    record AlreadyRequested(OperationId id) implements Receipt {}
  }

  /** How a cancellation was answered. */
  public sealed interface Cancelling {
    /** The agent is asked; it has the last word. */
    record Asked() implements Cancelling {}

    /** It has begun, so it cannot be cancelled. */
    record TooLate() implements Cancelling {}

    /** It has ended. */
    record Ended() implements Cancelling {}
  }

  /** How a withdrawal was answered. */
  public enum Withdrawal {
    /** The document is no longer desired. */
    DONE,
    /** An operation on the resource has not ended. */
    UNDER_WAY,
    /** The hub has no document of it. */
    NOT_DESIRED
  }

  /** How an agent's report was handled. */
  public enum Taken {
    /** It changed the operation. */
    FOLDED,
    /** It was known already, or is about the past. */
    KNOWN,
    /** The hub never asked this agent for such an operation. */
    UNKNOWN_OPERATION
  }

  /**
   * Requests an operation, unless an earlier one makes it redundant.
   *
   * @return empty when the draft was overtaken by another change of the same document
   */
  public Optional<Receipt> request(Draft draft, OrderRules rules) {
    return log.decide(draft.agent(), ledger -> decideRequest(draft, rules, ledger));
  }

  /** One operation, however long ago it ended. */
  public Optional<Operation> find(OperationId id) {
    return finder.find(id);
  }

  /** Asks the agent to leave an operation undone. */
  public Cancelling cancel(Operation operation, String by) {
    return log.decide(operation.agent(), ledger -> decideCancel(operation.id(), by, ledger));
  }

  /** Withdraws the document of a resource, so that its agent deletes it. */
  public Withdrawal withdraw(AgentId agent, ResourceKey key, String by) {
    return log.decide(agent, ledger -> decideWithdrawal(key, by, ledger));
  }

  /** Folds what an agent reports; duplicates and late reports change nothing. */
  public Taken report(AgentId agent, OperationId id, OperationEvent event) {
    Taken taken = log.decide(agent, ledger -> decideReport(id, event, ledger));
    boolean past =
        taken == Taken.UNKNOWN_OPERATION
            && finder.find(id).filter(operation -> operation.agent().equals(agent)).isPresent();
    return past ? Taken.KNOWN : taken;
  }

  /** Whether a report brings an operation that has not ended to another state. */
  public boolean awaits(AgentId agent, OperationId id, OperationEvent event) {
    return log.of(agent)
        .operation(id)
        .map(Operation::state)
        .filter(state -> state.next(event).getClass() != state.getClass())
        .isPresent();
  }

  /** Ends everything that a revoked agent will never end. */
  public void abandon(AgentId agent) {
    Problem problem =
        new Problem(
            Code.AGENT_REVOKED,
            "The agent was revoked before it reported a result.",
            "Check the member itself; the operation may have been partly executed.");
    log.of(agent)
        .open()
        .forEach(
            operation ->
                report(agent, operation.id(), new OperationEvent.Failed(clock.instant(), problem)));
  }

  /**
   * Expires operations that no agent admitted in time. While an agent is silent, it may have
   * admitted an operation and be executing it; withdrawing the document then could withdraw what
   * runs.
   *
   * @param heardOut whether an agent has had its chance to report all that it knew at an instant
   */
  public void expire(BiPredicate<AgentId, Instant> heardOut) {
    Instant now = clock.instant();
    for (Ledger ledger : log.all()) {
      ledger.open().stream()
          .filter(operation -> operation.overdue(now))
          .filter(operation -> heardOut.test(ledger.agent(), operation.request().expiresAt()))
          .forEach(
              operation -> report(ledger.agent(), operation.id(), new OperationEvent.Expired(now)));
    }
  }

  private Decision<Optional<Receipt>> decideRequest(Draft draft, OrderRules rules, Ledger ledger) {
    if (ledger.operation(draft.id()).isPresent()) {
      return new Decision.Leave<>(Optional.of(new Receipt.Queued(draft.id())));
    }
    if (draft.overtaken(ledger)) {
      return new Decision.Leave<>(Optional.empty());
    }
    Instant now = clock.instant();
    Optional<Operation> earlier = rules.standsFor(draft, ledger, now);
    if (earlier.isPresent()) {
      return new Decision.Leave<>(Optional.of(new Receipt.AlreadyRequested(earlier.get().id())));
    }
    long revision = ledger.revision() + 1;
    OperationRequest request =
        new OperationRequest(
            draft.id(),
            draft.order(),
            draft.target(),
            draft.changes().stream().map(change -> new Awaited(change.key(), revision)).toList(),
            draft.by(),
            now,
            now.plus(life),
            Control.RUN);
    return new Decision.Write<>(
        draft.id(),
        new LogEntry.Requested(request, draft.changes()),
        Optional.of(new Receipt.Queued(draft.id())));
  }

  private Decision<Cancelling> decideCancel(OperationId id, String by, Ledger ledger) {
    Optional<Operation> known = ledger.operation(id).filter(operation -> !operation.ended());
    if (known.isEmpty()) {
      return new Decision.Leave<>(new Cancelling.Ended());
    }
    Operation operation = known.get();
    if (!operation.cancellable()) {
      return new Decision.Leave<>(new Cancelling.TooLate());
    }
    return operation.request().cancelled()
        ? new Decision.Leave<>(new Cancelling.Asked())
        : new Decision.Write<>(
            id, new LogEntry.CancelRequested(by, clock.instant()), new Cancelling.Asked());
  }

  private Decision<Withdrawal> decideWithdrawal(ResourceKey key, String by, Ledger ledger) {
    Optional<Desired.Step> present = ledger.desired(key).flatMap(Desired::current);
    if (present.isEmpty()) {
      return new Decision.Leave<>(Withdrawal.NOT_DESIRED);
    }
    return ledger.open().stream().anyMatch(open -> open.request().target().equals(key))
        ? new Decision.Leave<>(Withdrawal.UNDER_WAY)
        : new Decision.Write<>(
            present.get().operation(),
            new LogEntry.Withdrawn(key, by, clock.instant()),
            Withdrawal.DONE);
  }

  private static Decision<Taken> decideReport(OperationId id, OperationEvent event, Ledger ledger) {
    return ledger
        .operation(id)
        .<Decision<Taken>>map(
            operation ->
                stale(operation.state(), event)
                        || operation.state().next(event).equals(operation.state())
                    ? new Decision.Leave<>(Taken.KNOWN)
                    : new Decision.Write<>(id, new LogEntry.Happened(event), Taken.FOLDED))
        .orElseGet(() -> new Decision.Leave<>(Taken.UNKNOWN_OPERATION));
  }

  // A progress report that was held up on its way must not push a newer one back.
  private static boolean stale(OperationState state, OperationEvent event) {
    return state instanceof OperationState.Running
        && event instanceof OperationEvent.Progressed
        && event.at().isBefore(state.at());
  }
}
