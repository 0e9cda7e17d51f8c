// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.operation.NatsOperationStatus.JournalStep;
import dev.flotilla.agent.operation.NatsOperationStatus.OutboxEntry;
import dev.flotilla.nats.cluster.PendingStep;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The status of a NatsOperation as a journal: where it stands, what was begun, what the hub must
 * still be told.
 *
 * @param id of the operation
 * @param status as it is stored
 */
record Journal(OperationId id, NatsOperationStatus status) {
  /** How long an acknowledged event is kept, should the hub lose its store's tail. */
  private static final Duration KEPT_AFTER_ACK = Duration.ofMinutes(15);

  /** The state that the stored words stand for. */
  OperationState state() {
    Instant at =
        instant(status.finishedAt()).or(() -> instant(status.startedAt())).orElse(Instant.EPOCH);
    Problem problem = new Problem(text(status.code()), text(status.message()), text(status.hint()));
    return switch (text(status.state())) {
      case "Delivered" -> new OperationState.Delivered(at);
      case "Waiting" -> new OperationState.Waiting(at, text(status.message()));
      case "Running" ->
          new OperationState.Running(
              at, new Progress(text(status.step()), percent(), text(status.message())));
      case "Succeeded" -> new OperationState.Succeeded(at, text(status.message()));
      case "Failed" -> new OperationState.Failed(at, problem);
      case "Refused" -> new OperationState.Refused(at, problem);
      case "Cancelled" -> new OperationState.Cancelled(at, "");
      case "Superseded" -> new OperationState.Superseded(at, id);
      default -> new OperationState.Queued(at);
    };
  }

  /** What was begun, in order. */
  List<JournalStep> steps() {
    return Optional.ofNullable(status.steps()).orElseGet(List::of);
  }

  /** What the hub must be told, or was told lately. */
  List<OutboxEntry> outbox() {
    return Optional.ofNullable(status.outbox()).orElseGet(List::of);
  }

  /** How far it has come, 0 to 100. */
  int percent() {
    return Objects.requireNonNullElse(status.percent(), 0);
  }

  /** True when that step was begun before. */
  boolean holds(PendingStep step) {
    return steps().stream().anyMatch(begun(step)::isSameAs);
  }

  /**
   * When something last moved: a step began that had not been begun before. What is only repeated,
   * or told in other words, is no progress.
   */
  Instant lastProgress(Instant otherwise) {
    Instant admitted = instant(status.startedAt()).orElse(otherwise);
    return steps().stream()
        .map(step -> Instant.parse(step.intentAt()))
        .filter(admitted::isBefore)
        .max(Comparator.naturalOrder())
        .orElse(admitted);
  }

  /** When it ended; empty while it has not. */
  Optional<Instant> ended() {
    return instant(status.finishedAt());
  }

  /**
   * The journal after an event; the same when the event changes nothing.
   *
   * @param step what was begun, where the event tells of progress
   */
  Journal after(OperationEvent event, String eventId, long generation, Optional<PendingStep> step) {
    OperationState next = state().next(event);
    if (next.equals(state())) {
      return this;
    }
    Instant now = event.at();
    boolean ends = next instanceof OperationState.Ended;
    Words words = Words.of(event);
    return new Journal(
        id,
        new NatsOperationStatus(
            generation,
            next.name(),
            words.step().orElse(status.step()),
            event instanceof OperationEvent.Progressed(_, var progress)
                ? Integer.valueOf(progress.percent())
                : status.percent(),
            words.code().orElse(null),
            words.message(),
            words.hint().orElse(null),
            stepsAfter(event, step, ends),
            told(event, eventId),
            Objects.requireNonNullElse(status.startedAt(), now.toString()),
            ends ? now.toString() : null));
  }

  /** The journal once the hub's store has an event. */
  Journal acknowledged(String eventId, Instant now) {
    return withOutbox(
        outbox().stream()
            .map(
                entry ->
                    entry.id().equals(eventId)
                        ? new OutboxEntry(entry.id(), entry.at(), entry.event(), now.toString())
                        : entry)
            .toList());
  }

  /** The journal without events that were acknowledged long enough ago. */
  Journal tidied(Instant now) {
    List<OutboxEntry> kept = outbox().stream().filter(entry -> !forgettable(entry, now)).toList();
    return kept.size() == outbox().size() ? this : withOutbox(kept);
  }

  /**
   * When {@link #tidied} will next find something; empty when the outbox is empty or waits for the
   * hub.
   */
  Optional<Instant> nextTidying() {
    return outbox().stream()
        .flatMap(entry -> instant(entry.acknowledgedAt()).stream())
        .map(at -> at.plus(KEPT_AFTER_ACK))
        .min(Instant::compareTo);
  }

  /** Events that the hub's store does not have yet, oldest first. */
  List<OutboxEntry> unsent() {
    return outbox().stream().filter(entry -> entry.acknowledgedAt() == null).toList();
  }

  private Journal withOutbox(List<OutboxEntry> changed) {
    return new Journal(
        id,
        new NatsOperationStatus(
            status.observedGeneration(),
            status.state(),
            status.step(),
            status.percent(),
            status.code(),
            status.message(),
            status.hint(),
            status.steps(),
            changed.isEmpty() ? null : changed,
            status.startedAt(),
            status.finishedAt()));
  }

  private List<JournalStep> stepsAfter(
      OperationEvent event, Optional<PendingStep> step, boolean ends) {
    String now = event.at().toString();
    Optional<JournalStep> begun =
        switch (event) {
          case OperationEvent.Admitted _ -> Optional.of(new JournalStep("admit", null, now, null));
          case OperationEvent.Progressed _ -> step.map(Journal::begun);
          default -> Optional.empty();
        };
    List<JournalStep> steps = new ArrayList<>(steps());
    Optional<JournalStep> fresh = begun.filter(one -> steps.stream().noneMatch(one::isSameAs));
    if (!steps.isEmpty() && steps.getLast().doneAt() == null && (fresh.isPresent() || ends)) {
      JournalStep last = steps.removeLast();
      steps.add(new JournalStep(last.name(), last.server(), last.intentAt(), now));
    }
    fresh.ifPresent(steps::add);
    return steps;
  }

  private static JournalStep begun(PendingStep step) {
    return new JournalStep(step.name(), step.server(), step.intentAt(), null);
  }

  /**
   * The outbox with one more event. How far an operation was says nothing once it is further, so
   * such an event replaces the one before it: a hub that is away for a week costs one entry.
   */
  private List<OutboxEntry> told(OperationEvent event, String eventId) {
    List<OutboxEntry> entries = new ArrayList<>(outbox());
    if (tellsHowFar(event)) {
      entries.removeIf(Journal::tellsHowFar);
    }
    JsonNode tree = Json.mapper().valueToTree(new AgentEvent.OperationChanged(id, event));
    entries.add(new OutboxEntry(eventId, event.at().toString(), tree, null));
    return entries;
  }

  private static boolean tellsHowFar(OutboxEntry entry) {
    return Json.mapper().convertValue(entry.event(), AgentEvent.class)
            instanceof AgentEvent.OperationChanged(_, var event)
        && tellsHowFar(event);
  }

  private static boolean tellsHowFar(OperationEvent event) {
    return event instanceof OperationEvent.Held || event instanceof OperationEvent.Progressed;
  }

  private static boolean forgettable(OutboxEntry entry, Instant now) {
    return instant(entry.acknowledgedAt())
        .filter(at -> !now.isBefore(at.plus(KEPT_AFTER_ACK)))
        .isPresent();
  }

  private static Optional<Instant> instant(@org.jspecify.annotations.Nullable String text) {
    return Optional.ofNullable(text).map(Instant::parse);
  }

  private static String text(@org.jspecify.annotations.Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }
}
