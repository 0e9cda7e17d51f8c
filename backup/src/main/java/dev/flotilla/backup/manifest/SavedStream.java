// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of a set.
 *
 * @param leaderVersion of the server that led it and made the archive
 * @param config as the server gave it
 * @param state as the server gave it, when the archive was begun
 * @param created when the stream was made, which tells one that was made anew
 * @param base id of the set whose archive this one continues; null for a whole one
 * @param changedDuringBackup true when messages were deleted meanwhile, so that fewer were saved
 *     than the server had announced
 * @param notes sentences for people
 */
public record SavedStream(
    StreamName name,
    String leaderVersion,
    JsonNode config,
    JsonNode state,
    Instant created,
    @Nullable String base,
    SavedMessages messages,
    List<SavedConsumer> consumers,
    SavedArchive archive,
    SavedObject object,
    boolean changedDuringBackup,
    List<String> notes) {
  /** Keeps its own lists. */
  public SavedStream {
    consumers = Lists.of(consumers);
    notes = Lists.of(notes);
  }
}
