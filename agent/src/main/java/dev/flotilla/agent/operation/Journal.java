// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.operation.NatsOperationStatus.JournalStep;
import dev.flotilla.agent.operation.NatsOperationStatus.OutboxEntry;
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

  /** When something last moved. */
  Instant lastProgress(Instant otherwise) {
    return steps().isEmpty()
        ? instant(status.startedAt()).orElse(otherwise)
        : Instant.parse(steps().getLast().intentAt());
  }

  /** When it ended; empty while it has not. */
  Optional<Instant> ended() {
    return instant(status.finishedAt());
  }

  /** The journal after an event; the same when the event changes nothing. */
  Journal after(OperationEvent event, String eventId, long generation) {
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
            words.code().orElse(null),
            words.message(),
            words.hint().orElse(null),
            stepsAfter(event, ends),
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
            status.code(),
            status.message(),
            status.hint(),
            status.steps(),
            changed.isEmpty() ? null : changed,
            status.startedAt(),
            status.finishedAt()));
  }

  private List<JournalStep> stepsAfter(OperationEvent event, boolean ends) {
    List<JournalStep> steps = new ArrayList<>(steps());
    String now = event.at().toString();
    String name =
        switch (event) {
          case OperationEvent.Admitted _ -> "admit";
          case OperationEvent.Progressed(_, var progress) -> progress.step();
          default -> "";
        };
    boolean begins = !name.isEmpty() && (steps.isEmpty() || !steps.getLast().name().equals(name));
    if (!steps.isEmpty() && steps.getLast().doneAt() == null && (begins || ends)) {
      JournalStep last = steps.removeLast();
      steps.add(new JournalStep(last.name(), last.intentAt(), now, last.detail()));
    }
    if (begins) {
      steps.add(new JournalStep(name, now, null, null));
    }
    return steps;
  }

  private List<OutboxEntry> told(OperationEvent event, String eventId) {
    List<OutboxEntry> entries = new ArrayList<>(outbox());
    JsonNode tree = Json.mapper().valueToTree(new AgentEvent.OperationChanged(id, event));
    entries.add(new OutboxEntry(eventId, event.at().toString(), tree, null));
    return entries;
  }

  private int percent() {
    return outbox().reversed().stream()
        .map(entry -> entry.event().path("event").path("progress").path("percent"))
        .filter(JsonNode::isInt)
        .mapToInt(JsonNode::asInt)
        .findFirst()
        .orElse(0);
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
