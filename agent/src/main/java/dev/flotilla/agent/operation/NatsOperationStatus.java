// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The journal of one operation.
 *
 * @param observedGeneration generation that this status speaks of
 * @param state a state of the operation's life, such as {@code Running}
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
  /** The journal of an operation that nobody looked at yet. */
  public static final NatsOperationStatus NONE =
      new NatsOperationStatus(null, null, null, null, null, null, null, null, null, null, null);

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
              "admit, create, apply, protect, move-leader, roll, replace or finish")
          String name,
      @JsonPropertyDescription("Ordinal of the server") @Nullable Integer server,
      @JsonPropertyDescription("Start, recorded before the step is executed") String intentAt,
      @JsonPropertyDescription("End") @Nullable String doneAt) {
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
      @JsonPropertyDescription("When the hub acknowledged it") @Nullable String acknowledgedAt) {}
}
