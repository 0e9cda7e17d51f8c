// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import java.time.Duration;

/**
 * How a snapshot is taken.
 *
 * @param chunkBytes size of one message, at most 1 MiB
 * @param windowBytes the most that is held in memory: three quarters are asked of the server as its
 *     window, the rest keeps it sending while the reader is slow; servers before 2.12.5 use 8 MiB
 * @param consumers whether the consumers are included
 * @param silence longest wait for the next chunk
 * @param inProgress longest wait for the end of another snapshot of the stream
 */
public record SnapshotOptions(
    int chunkBytes, int windowBytes, boolean consumers, Duration silence, Duration inProgress) {
  private static final int MIB = 1024 * 1024;

  /** Chunks of 1 MiB in 32 MiB, with consumers. */
  public static final SnapshotOptions DEFAULT =
      new SnapshotOptions(MIB, 32 * MIB, true, Duration.ofSeconds(15), Duration.ofSeconds(30));

  /** The same with so much memory. */
  public SnapshotOptions holding(int bytes) {
    return new SnapshotOptions(
        Math.min(chunkBytes, Math.max(1024, bytes / 4)), bytes, consumers, silence, inProgress);
  }

  /** A whole number of chunks; the rest is room for what is acknowledged before it is read. */
  int serverWindow() {
    return Math.max(1, windowBytes / 4 * 3 / chunkBytes) * chunkBytes;
  }
}
