// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.report;

import org.jspecify.annotations.Nullable;

/**
 * The facts of a {@link ResourceReport} about a NatsBackup or a NatsRestore.
 *
 * @param cluster the NatsCluster, in the same namespace
 * @param set the set that is written or restored; empty before it begins
 * @param progress how far its Job is; null before it begins
 * @param verified what was proven of the set; null for nothing
 * @param notSaved number of streams that were not saved, or not restored
 * @param messages in the set, or restored
 * @param bytes of those messages
 */
public record BackupFacts(
    String cluster,
    String set,
    @Nullable Progress progress,
    @Nullable Verified verified,
    int notSaved,
    long messages,
    long bytes) {
  /**
   * How far a Job is.
   *
   * @param streams to be saved or restored
   * @param streamsDone of them
   * @param bytes so far
   * @param bytesTotal as far as it is known
   * @param startedAt RFC 3339; null before the first stream
   * @param message what is being done
   */
  public record Progress(
      int streams,
      int streamsDone,
      long bytes,
      long bytesTotal,
      @Nullable String startedAt,
      @Nullable String message) {}

  /**
   * A proof.
   *
   * @param level {@code written}, {@code decoded} or {@code restored}
   * @param at RFC 3339
   */
  public record Verified(String level, String at) {}
}
