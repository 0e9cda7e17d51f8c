// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.operation.OperationState;
import dev.flotilla.protocol.operation.Progress;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one operation.
 *
 * @param observedGeneration generation that this status speaks of
 * @param current the state with all that belongs to it, as {@link OperationState} travels; the
 *     other fields say the same to people
 * @param state name of the state, such as {@code Running}
 * @param step the step it is at, for the printer column
 * @param percent how far it has come, 0 to 100; never goes down
 * @param code stable code of a failure or refusal
 * @param message a sentence for a person
 * @param hint what to do about it
 * @param steps what was begun and ended, in order; none twice
 * @param outbox events for the hub, kept until well after their acknowledgement: the admission, how
 *     far it was last, the end
 * @param startedAt when it was admitted
 * @param finishedAt when it ended
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NatsOperationStatus(
    @JsonPropertyDescription("metadata.generation that this status is based on")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("The state with all that belongs to it, for programs")
        @Nullable JsonNode current,
    @JsonPropertyDescription(
            "Delivered, Waiting, Running, Succeeded, Failed, Refused, Cancelled or Superseded")
        @Nullable String state,
    @JsonPropertyDescription("Current step") @Nullable String step,
    @JsonPropertyDescription("Progress in percent, 0 to 100") @Nullable Integer percent,
    @JsonPropertyDescription("Stable code of a failure or refusal") @Nullable String code,
    @JsonPropertyDescription("Human-readable message") @Nullable String message,
    @JsonPropertyDescription("Suggested action") @Nullable String hint,
    @JsonPropertyDescription("Steps in order") @Nullable List<JournalStep> steps,
    @JsonPropertyDescription("Events for the hub, kept for some time after their acknowledgement")
        @Nullable List<OutboxEntry> outbox,
    @JsonPropertyDescription("Time of admission") @Nullable String startedAt,
    @JsonPropertyDescription("Time of the result") @Nullable String finishedAt) {
  /** The status of an operation that was never looked at. */
  static final NatsOperationStatus NONE =
      new NatsOperationStatus(
          null, null, null, null, null, null, null, null, null, null, null, null);

  /** The status that keeps a journal. */
  static NatsOperationStatus of(Journal journal) {
    if (journal.startedAt().isEmpty()) {
      return NONE;
    }
    Words words = Words.of(journal.state());
    return new NatsOperationStatus(
        journal.generation(),
        Json.mapper().valueToTree(journal.state()),
        journal.state().name(),
        journal.progress().map(Progress::step).orElse(null),
        journal.progress().map(Progress::percent).orElse(null),
        words.code().orElse(null),
        words.message(),
        words.hint().orElse(null),
        journal.steps(),
        journal.outbox().entries().isEmpty() ? null : journal.outbox().entries(),
        journal.startedAt().map(Instant::toString).orElse(null),
        journal.ended().map(Instant::toString).orElse(null));
  }

  /**
   * The journal that the status keeps.
   *
   * @throws IllegalArgumentException if it was written by hand and cannot be read
   */
  Journal journal(OperationId id) {
    if (current == null) {
      return Journal.fresh(id);
    }
    return new Journal(
        id,
        Objects.requireNonNullElse(observedGeneration, 0L),
        Json.mapper().convertValue(current, OperationState.class),
        Optional.ofNullable(step)
            .map(name -> new Progress(name, Objects.requireNonNullElse(percent, 0), "")),
        Objects.requireNonNullElse(steps, List.of()),
        new Outbox(Objects.requireNonNullElse(outbox, List.of())),
        Optional.ofNullable(startedAt).map(Instant::parse));
  }

  /**
   * One step.
   *
   * @param name stable word, such as {@code roll}
   * @param server ordinal of the server that it is about; null for a step about all of them
   * @param intentAt when it was about to begin: written before anything was done
   * @param doneAt when it had ended
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JournalStep(
      @JsonPropertyDescription(
              "admit, create, apply, protect, move-leader, evacuate, catch-up, roll, replace or finish")
          String name,
      @JsonPropertyDescription("Ordinal of the server") @Nullable Integer server,
      @JsonPropertyDescription("Start, recorded before the step is executed") String intentAt,
      @JsonPropertyDescription("End") @Nullable String doneAt) {
    /** The same step once it had ended. */
    JournalStep done(String at) {
      return new JournalStep(name, server, intentAt, at);
    }

    /** True for a step of the same name on the same server. */
    boolean isSameAs(JournalStep other) {
      return name.equals(other.name) && Objects.equals(server, other.server);
    }
  }

  /**
   * One event on its way to the hub.
   *
   * @param id unique; the message id on the wire
   * @param at when it happened
   * @param event as it travels
   * @param acknowledgedAt when the hub's store had it; absent until then
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OutboxEntry(
      @JsonPropertyDescription("Message id") String id,
      @JsonPropertyDescription("Time of the event") String at,
      @JsonPropertyDescription("The event as it is sent") JsonNode event,
      @JsonPropertyDescription("When the hub acknowledged it") @Nullable String acknowledgedAt) {
    /** The same event once the hub's store had it. */
    OutboxEntry acknowledged(Instant now) {
      return new OutboxEntry(id, at, event, now.toString());
    }

    /** When the hub's store had it; empty until then. */
    Optional<Instant> acknowledgement() {
      return Optional.ofNullable(acknowledgedAt).map(Instant::parse);
    }
  }
}
