// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/**
 * How far a Job is, as the engine reports it.
 *
 * @param streams streams to be saved or restored
 * @param streamsDone of them
 * @param bytes so far
 * @param bytesTotal as far as it is known
 * @param startedAt RFC 3339
 * @param message what is being done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobProgress(
    @JsonPropertyDescription("Streams to be saved or restored") int streams,
    @JsonPropertyDescription("Streams that are done") int streamsDone,
    @JsonPropertyDescription("Bytes so far") long bytes,
    @JsonPropertyDescription("Bytes in all, as far as known") long bytesTotal,
    @JsonPropertyDescription("When the first stream was begun") @Nullable String startedAt,
    @JsonPropertyDescription("What is being done") @Nullable String message) {
  /** In percent, never a promise of time. */
  public int percent() {
    if (bytesTotal > 0) {
      return (int) Math.clamp(bytes * 100.0 / bytesTotal, 0, 100);
    }
    return streams > 0 ? Math.clamp(streamsDone * 100L / streams, 0, 100) : 0;
  }
}
