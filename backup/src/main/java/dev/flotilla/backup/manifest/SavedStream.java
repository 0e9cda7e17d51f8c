// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A stream of a set.
 *
 * @param leaderVersion of the server that led it and made the archive
 * @param config as the server gave it
 * @param changedDuringBackup true when messages were deleted meanwhile, so that fewer were saved
 *     than the server had announced
 * @param notes sentences for people
 */
public record SavedStream(
    StreamName name,
    String leaderVersion,
    JsonNode config,
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
