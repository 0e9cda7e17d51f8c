// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * JetStream as one server sees it (JSZ).
 *
 * @param disabled true when it runs without
 * @param metaGroup the group that places streams; null on a server alone, and while it does not
 *     know of one
 * @param streams streams with a replica on it
 * @param storedBytes bytes on disk
 * @param limits what it may use; null where it does not report them
 */
public record JetStreamView(
    boolean disabled,
    @JsonProperty("meta_cluster") @Nullable MetaGroup metaGroup,
    int streams,
    @JsonProperty("storage") long storedBytes,
    @JsonProperty("config") @Nullable Limits limits) {
  /** Of those that may be used, so many are in use from which a message may not fit any more. */
  private static final double FULL = 0.99;

  /**
   * What a server may use.
   *
   * @param fileBytes bytes on disk; 0 where none are reported
   */
  public record Limits(@JsonProperty("max_storage") long fileBytes) {}

  /** One whose limits are not known. */
  public JetStreamView(
      boolean disabled, @Nullable MetaGroup metaGroup, int streams, long storedBytes) {
    this(disabled, metaGroup, streams, storedBytes, null);
  }

  /** Bytes that streams may take on disk; empty where that is not reported. */
  public OptionalLong fileLimit() {
    return limits == null || limits.fileBytes() <= 0
        ? OptionalLong.empty()
        : OptionalLong.of(limits.fileBytes());
  }

  /** Whether streams fill the disk up to the limit. */
  public boolean full() {
    OptionalLong most = fileLimit();
    return most.isPresent() && storedBytes >= most.getAsLong() * FULL;
  }
}
