// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import java.time.Duration;

/**
 * How a restore is done.
 *
 * @param chunkBytes size of one message, at most what the server accepts
 * @param inFlightBytes sent and not answered
 * @param silence longest wait for the answer to a chunk
 * @param finish longest wait for the last answer: the server may have to unpack all of it first
 * @param cleanup longest time for the deletion after a failure
 */
public record RestoreOptions(
    int chunkBytes, int inFlightBytes, Duration silence, Duration finish, Duration cleanup) {
  private static final int MIB = 1024 * 1024;

  /** Chunks of 1 MiB, 8 of them in flight. */
  public static final RestoreOptions DEFAULT =
      new RestoreOptions(
          MIB, 8 * MIB, Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofSeconds(60));

  int chunk(long maxPayload) {
    return maxPayload > 0 ? (int) Math.min(chunkBytes, maxPayload) : chunkBytes;
  }

  int inFlight(int chunk) {
    return Math.max(1, inFlightBytes / chunk);
  }
}
