// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The messages of a saved stream, as counted in its archive.
 *
 * @param count messages
 * @param bytes as the server counts them
 * @param firstSequence the lowest; above the last for a stream that is empty
 * @param lastSequence the highest that the stream has given, which may be that of a deleted message
 * @param firstTime null for a stream that is empty
 * @param lastTime null for a stream that is empty
 * @param hash over all of them in their order, in hexadecimal digits; empty for a tar, whose
 *     messages cannot be told from deleted ones while it is received
 * @param deletedSinceBase messages of the base that this set no longer has; empty for a full set
 */
public record SavedMessages(
    long count,
    long bytes,
    long firstSequence,
    long lastSequence,
    @Nullable Instant firstTime,
    @Nullable Instant lastTime,
    String hash,
    List<SequenceSpan> deletedSinceBase) {
  /** Keeps its own list; an older set may lack it. */
  public SavedMessages {
    deletedSinceBase = Lists.of(deletedSinceBase);
  }
}
