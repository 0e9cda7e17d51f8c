// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.fleet.Reports;
import dev.flotilla.hub.operation.OperationLog.Decision;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationRequest;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.OperationType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiPredicate;

/** What can be done with operations. Each method returns after the log has it on disk. */
public final class Operations {
  private final OperationLog log;
  private final Reports reports;
  private final Clock clock;
  private final Duration life;

  /**
   * Operations of this log.
   *
   * @param reports what agents say about that which is desired
   * @param life how long an operation may wait for its agent
   */
  public Operations(OperationLog log, Reports reports, Clock clock, Duration life) {
    this.log = log;
    this.reports = reports;
    this.clock = clock;
    this.life = life;
  }

  /** How a wish to deploy was answered. */
  public sealed interface Deployed {
    /** It is on disk and will be delivered. */
    record Queued(OperationId id) implements Deployed {}

    /** It is what is desired already. */
    record AlreadyDesired(OperationId id) implements Deployed {}
  }

  /** How a wish to cancel was answered. */
  public sealed interface Cancelling {
    /** The agent is asked; it has the last word. */
    record Asked() implements Cancelling {}

    /** It has begun, so it cannot be taken back. */
    record TooLate() implements Cancelling {}

    /** It has ended. */
    record Ended() implements Cancelling {}
  }

  /** How an agent's report was taken. */
  public enum Taken {
    /** It changed the operation. */
    FOLDED,
    /** It was known already, or is about the past. */
    KNOWN,
    /** The hub never asked this agent for such an operation. */
    UNKNOWN_OPERATION
  }

  /**
   * Asks for a deploy, unless the very same document is desired and has come true by an operation
   * that succeeded, or one that its agent may still begin or finish is about to make it true.
   */
  public Deployed deploy(DeployRequest wish) {
    return log.decide(wish.agent(), ledger -> decideDeploy(wish, ledger));
  }

  /** Asks the agent to leave an operation undone. */
  public Cancelling cancel(Operation operation, String by) {
    return log.decide(operation.agent(), ledger -> decideCancel(operation.id(), by, ledger));
  }

  /** Folds what an agent reports; doubles and late ones change nothing. */
  public Taken report(AgentId agent, OperationId id, OperationEvent event) {
    return log.decide(agent, ledger -> decideReport(id, event, ledger));
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
            "AGENT_REVOKED",
            "The agent was revoked before it reported a result.",
            "Check the member itself; the operation may have been partly executed.");
    log.of(agent).operations().values().stream()
        .filter(operation -> !operation.ended())
        .forEach(
            operation ->
                report(agent, operation.id(), new OperationEvent.Failed(clock.instant(), problem)));
  }

  /**
   * Ends what no agent took in time. While an agent cannot be heard, nobody knows whether it took
   * an operation and carries it out; taking the document back then would take away what runs.
   *
   * @param heardOut whether an agent has had its chance to report all that it knew at an instant
   */
  public void expire(BiPredicate<AgentId, Instant> heardOut) {
    Instant now = clock.instant();
    for (Ledger ledger : log.all()) {
      ledger.operations().values().stream()
          .filter(operation -> overdue(operation, now))
          .filter(operation -> heardOut.test(ledger.agent(), operation.request().expiresAt()))
          .forEach(
              operation -> report(ledger.agent(), operation.id(), new OperationEvent.Expired(now)));
    }
  }

  private Decision<Deployed> decideDeploy(DeployRequest wish, Ledger ledger) {
    if (ledger.operation(wish.id()).isPresent()) {
      return new Decision.Leave<>(new Deployed.Queued(wish.id()));
    }
    Optional<Operation> present = alreadyDesired(wish, ledger);
    if (present.isPresent()) {
      return new Decision.Leave<>(new Deployed.AlreadyDesired(present.get().id()));
    }
    Instant now = clock.instant();
    OperationRequest request =
        new OperationRequest(
            wish.id(),
            OperationType.DEPLOY,
            wish.target(),
            ledger.revision() + 1,
            wish.by(),
            now,
            now.plus(life),
            false);
    return new Decision.Write<>(
        wish.id(), new LogEntry.Requested(request, wish.body()), new Deployed.Queued(wish.id()));
  }

  private Optional<Operation> alreadyDesired(DeployRequest wish, Ledger ledger) {
    Optional<Desired> desired = ledger.desired(wish.target());
    return desired
        .flatMap(Desired::current)
        .filter(step -> step.body().equals(wish.body()))
        .flatMap(step -> ledger.operation(step.operation()))
        .filter(
            operation ->
                operation.ended()
                    ? operation.state() instanceof OperationState.Succeeded
                        && cameTrue(wish, desired.orElseThrow().revision())
                    : !overdue(operation, clock.instant()));
  }

  private boolean cameTrue(DeployRequest wish, long revision) {
    return reports
        .find(wish.agent(), wish.target())
        .filter(report -> report.ready() && !report.deleted() && report.revision() >= revision)
        .isPresent();
  }

  private Decision<Cancelling> decideCancel(OperationId id, String by, Ledger ledger) {
    Operation operation = ledger.operation(id).orElseThrow();
    if (operation.ended()) {
      return new Decision.Leave<>(new Cancelling.Ended());
    }
    if (!operation.cancellable()) {
      return new Decision.Leave<>(new Cancelling.TooLate());
    }
    return operation.request().cancel()
        ? new Decision.Leave<>(new Cancelling.Asked())
        : new Decision.Write<>(
            id, new LogEntry.CancelRequested(by, clock.instant()), new Cancelling.Asked());
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

  private static boolean overdue(Operation operation, Instant now) {
    return operation.state() instanceof OperationState.Queued
        && !now.isBefore(operation.request().expiresAt());
  }
}
