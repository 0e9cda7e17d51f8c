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
 * @param observedGeneration generation that this status is based on
 * @param current the complete state, as {@link OperationState} is serialised; the other fields show
 *     the same to users
 * @param state name of the state, such as {@code Running}
 * @param step the current step, for the printer column
 * @param percent progress, 0 to 100; never decreases
 * @param code stable code of a failure or refusal
 * @param message human-readable message
 * @param hint suggested action
 * @param steps steps in order, each once
 * @param outbox events for the hub, kept until well after their acknowledgement: the admission, the
 *     last progress, the end
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
  /** The status of an operation that was never reconciled. */
  static final NatsOperationStatus NONE =
      new NatsOperationStatus(
          null, null, null, null, null, null, null, null, null, null, null, null);

  /** The status that stores a journal. */
  static NatsOperationStatus of(Journal journal) {
    if (journal.startedAt().isEmpty()) {
      return NONE;
    }
    StateMessage message = StateMessage.of(journal.state());
    return new NatsOperationStatus(
        journal.generation(),
        Json.mapper().valueToTree(journal.state()),
        journal.state().name(),
        journal.progress().map(Progress::step).orElse(null),
        journal.progress().map(Progress::percent).orElse(null),
        message.code().orElse(null),
        message.message(),
        message.hint().orElse(null),
        journal.steps(),
        journal.outbox().entries().isEmpty() ? null : journal.outbox().entries(),
        journal.startedAt().map(Instant::toString).orElse(null),
        journal.ended().map(Instant::toString).orElse(null));
  }

  /**
   * The journal that the status stores.
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
   * @param server ordinal of the server; null for a step that concerns all of them
   * @param version that servers are brought to; null for a step that is not about servers
   * @param intentAt its start, recorded before anything was done
   * @param doneAt its end
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record JournalStep(
      @JsonPropertyDescription(
              "admit, create, apply, protect, move-leader, evacuate, renew-claims, catch-up, roll, heal, withdraw, restart, replace, finish or share")
          String name,
      @JsonPropertyDescription("Ordinal of the server") @Nullable Integer server,
      @JsonPropertyDescription("Version that the servers are brought to") @Nullable String version,
      @JsonPropertyDescription("Start, recorded before the step is executed") String intentAt,
      @JsonPropertyDescription("End") @Nullable String doneAt) {
    /** The same step, ended. */
    JournalStep done(String at) {
      return new JournalStep(name, server, version, intentAt, at);
    }

    /** True for a step of the same name on the same server, to the same version. */
    boolean isSameAs(JournalStep other) {
      return name.equals(other.name)
          && Objects.equals(server, other.server)
          && Objects.equals(version, other.version);
    }
  }

  /**
   * One event on its way to the hub.
   *
   * @param id unique; the message id on the wire
   * @param at time of the event
   * @param event as it is sent
   * @param acknowledgedAt when the hub's store acknowledged it; absent until then
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record OutboxEntry(
      @JsonPropertyDescription("Message id") String id,
      @JsonPropertyDescription("Time of the event") String at,
      @JsonPropertyDescription("The event as it is sent") JsonNode event,
      @JsonPropertyDescription("When the hub acknowledged it") @Nullable String acknowledgedAt) {
    /** The same event, acknowledged by the hub's store. */
    OutboxEntry acknowledged(Instant now) {
      return new OutboxEntry(id, at, event, now.toString());
    }

    /** When the hub's store acknowledged it; empty until then. */
    Optional<Instant> acknowledgement() {
      return Optional.ofNullable(acknowledgedAt).map(Instant::parse);
    }
  }
}
