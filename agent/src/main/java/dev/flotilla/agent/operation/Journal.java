// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import dev.flotilla.agent.operation.NatsOperationStatus.JournalStep;
import dev.flotilla.agent.operation.NatsOperationStatus.OutboxEntry;
import dev.flotilla.nats.cluster.status.PendingStep;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The state of an operation, the steps that were started, and the events that the hub has not
 * acknowledged. It is kept in the status of a NatsOperation.
 *
 * @param id of the operation
 * @param generation of the NatsOperation that was judged last; 0 before the first pass
 * @param state its state
 * @param progress its last progress; empty before there was any
 * @param steps steps in order, each once
 * @param outbox events to be sent, or sent recently
 * @param startedAt when it was admitted or refused; empty before the first pass
 */
public record Journal(
    OperationId id,
    long generation,
    OperationState state,
    Optional<Progress> progress,
    List<JournalStep> steps,
    Outbox outbox,
    Optional<Instant> startedAt) {

  public Journal {
    steps = List.copyOf(steps);
  }

  /** The journal of an operation that was never reconciled. */
  public static Journal fresh(OperationId id) {
    return new Journal(
        id,
        0,
        new OperationState.Queued(Instant.EPOCH),
        Optional.empty(),
        List.of(),
        new Outbox(List.of()),
        Optional.empty());
  }

  /** Progress in percent, 0 to 100. */
  int percent() {
    return progress.map(Progress::percent).orElse(0);
  }

  /** True when that step was started before. */
  boolean holds(PendingStep step) {
    return steps.stream().anyMatch(begun(step)::isSameAs);
  }

  /**
   * The time of the last progress: a step started that had not been started before. A repeated
   * step, or another message about it, is not progress.
   */
  Instant lastProgress(Instant otherwise) {
    Instant admitted = startedAt.orElse(otherwise);
    return steps.stream()
        .map(step -> Instant.parse(step.intentAt()))
        .filter(admitted::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(admitted);
  }

  /** When it ended; empty while it has not, or while only a newer agent knows its state. */
  Optional<Instant> ended() {
    return state instanceof OperationState.Ended && !(state instanceof OperationState.Unknown)
        ? Optional.of(state.at())
        : Optional.empty();
  }

  /**
   * The journal after an event; the same when the event changes nothing.
   *
   * @param step the step that was started, where the event reports progress
   */
  Journal after(
      OperationEvent event, String eventId, long judgedGeneration, Optional<PendingStep> step) {
    OperationState next = state.next(event);
    if (next.equals(state)) {
      return this;
    }
    return new Journal(
        id,
        judgedGeneration,
        next,
        event instanceof OperationEvent.Progressed(_, var now) ? Optional.of(now) : progress,
        stepsAfter(event, step, next instanceof OperationState.Ended),
        outbox.with(id, event, eventId),
        startedAt.or(() -> Optional.of(event.at())));
  }

  /** The journal once the hub's store has an event. */
  Journal acknowledged(String eventId, Instant now) {
    return with(outbox.acknowledged(eventId, now));
  }

  /** The journal without events that were acknowledged long enough ago. */
  Journal tidied(Instant now) {
    return with(outbox.tidied(now));
  }

  /** Events that the hub's store does not have yet, oldest first. */
  List<OutboxEntry> unsent() {
    return outbox.unsent();
  }

  private Journal with(Outbox changed) {
    return new Journal(id, generation, state, progress, steps, changed, startedAt);
  }

  private List<JournalStep> stepsAfter(
      OperationEvent event, Optional<PendingStep> step, boolean ends) {
    String now = event.at().toString();
    Optional<JournalStep> begun =
        switch (event) {
          case OperationEvent.Admitted _ ->
              Optional.of(new JournalStep("admit", null, null, now, null));
          case OperationEvent.Progressed _ -> step.map(Journal::begun);
          default -> Optional.empty();
        };
    List<JournalStep> after = new ArrayList<>(steps);
    Optional<JournalStep> fresh = begun.filter(one -> after.stream().noneMatch(one::isSameAs));
    if (!after.isEmpty() && after.getLast().doneAt() == null && (fresh.isPresent() || ends)) {
      after.add(after.removeLast().done(now));
    }
    fresh.ifPresent(after::add);
    return after;
  }

  private static JournalStep begun(PendingStep step) {
    return new JournalStep(step.name(), step.server(), step.version(), step.intentAt(), null);
  }
}
