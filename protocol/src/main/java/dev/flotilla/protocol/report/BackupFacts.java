// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a {@link ResourceReport} about a NatsBackup or a NatsRestore.
 *
 * @param cluster name of the NatsCluster, in the same namespace
 * @param set id of the set that is written or restored; null before there is one
 * @param progress how far the Job is; null before it has begun
 * @param verified what was proven; null for nothing
 * @param notSaved how many streams were not saved, or not restored
 * @param messages in the set, or restored; null before that is known
 * @param bytes of them
 * @param base id of the set that it builds on; null for a full one
 * @param streams those that were not saved or restored, with the reason; at most {@link #MOST}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BackupFacts(
    String cluster,
    @Nullable String set,
    @Nullable Progress progress,
    @Nullable Verified verified,
    int notSaved,
    @Nullable Long messages,
    @Nullable Long bytes,
    @Nullable String base,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Stream> streams) {
  /** Streams that a report lists; the status of the resource has more. */
  public static final int MOST = 20;

  /** The facts of one of which nothing is known. */
  public static final BackupFacts NONE =
      new BackupFacts("", null, null, null, 0, null, null, null, List.of());

  public BackupFacts {
    set = set == null || set.isEmpty() ? null : set;
    List<Stream> all = Objects.requireNonNullElse(streams, List.of());
    streams = List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  /**
   * How far a Job is.
   *
   * @param streams to be saved or restored
   * @param streamsDone of them
   * @param bytes so far
   * @param bytesTotal as far as it is known
   * @param startedAt RFC 3339; null before the first stream
   * @param message what is being done, a clause
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Progress(
      int streams,
      int streamsDone,
      long bytes,
      long bytesTotal,
      @Nullable String startedAt,
      @Nullable String message) {}

  /**
   * A stream that was not saved, or not restored.
   *
   * @param stream {@code ACCOUNT/STREAM}
   * @param code stable code
   * @param reason a sentence for a person
   */
  public record Stream(String stream, String code, String reason) {}

  /**
   * What was proven.
   *
   * @param level {@code written} or {@code decoded}
   * @param at RFC 3339
   */
  public record Verified(String level, String at) {}
}
