// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.cluster.status.Condition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far a NatsBackup or a NatsRestore is. The agent owns all of it except {@code progress} and
 * {@code result}, which the Job writes; the agent never writes those two.
 *
 * @param observedGeneration {@code metadata.generation} that this status speaks of
 * @param revision revision of the hub's document; null for a local one
 * @param conditions Complete
 * @param job the Job; null before there was one
 * @param jobCreatedAt when it was created, RFC 3339; null before
 * @param set the set that is written or restored
 * @param progress how far the Job is
 * @param streams streams that were not saved or not restored; at most 100
 * @param streamsTotal how many there are
 * @param verified what was proven
 * @param messages messages in the set, or restored
 * @param bytes their bytes
 * @param result how the Job ended, in its own words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobStatus(
    @JsonPropertyDescription("metadata.generation that this status is based on")
        @Nullable Long observedGeneration,
    @JsonPropertyDescription("Revision of the hub's document") @Nullable Long revision,
    @JsonPropertyDescription("Complete") @Nullable List<Condition> conditions,
    @JsonPropertyDescription("Name of the Job") @Nullable String job,
    @JsonPropertyDescription("When the Job was created") @Nullable String jobCreatedAt,
    @JsonPropertyDescription("Id of the set") @Nullable String set,
    @JsonPropertyDescription("How far the Job is") @Nullable JobProgress progress,
    @JsonPropertyDescription("Streams that were not saved or not restored, with the reason")
        @Nullable List<StreamNote> streams,
    @JsonPropertyDescription("Number of streams that were not saved or not restored")
        @Nullable Integer streamsTotal,
    @JsonPropertyDescription("Last verification") @Nullable Verification verified,
    @JsonPropertyDescription("Messages in the set, or restored") @Nullable Long messages,
    @JsonPropertyDescription("Bytes in the set, or restored") @Nullable Long bytes,
    @JsonPropertyDescription("How the Job ended, for programs") @Nullable JsonNode result) {
  /** The condition that reports whether a backup or a restore is complete. */
  public static final String COMPLETE = "Complete";

  /** Of a resource that was never looked at. */
  public static final JobStatus NONE =
      new JobStatus(null, null, null, null, null, null, null, null, null, null, null, null, null);

  /** The condition Complete; empty before the first pass. */
  public Optional<Condition> complete() {
    return Optional.ofNullable(conditions).orElseGet(List::of).stream()
        .filter(condition -> condition.type().equals(COMPLETE))
        .findFirst();
  }

  /** Whether a Job was or will be created, and has not ended. */
  public boolean running() {
    return job != null && !ended();
  }

  /** Whether a Job has ended, whatever its result. */
  public boolean ended() {
    return job != null
        && complete().filter(condition -> !condition.status().equals("Unknown")).isPresent();
  }
}
