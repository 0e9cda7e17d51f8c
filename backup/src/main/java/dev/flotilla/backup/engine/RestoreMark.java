// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.manifest.SavedStream;

/**
 * The marks of a restore in the metadata of a stream. One that is being restored carries the first:
 * what has it was left by an earlier attempt, and may be deleted; nothing else may. One that was
 * restored carries the second until all are: a Job that starts again leaves it alone.
 *
 * @param restore identity of the NatsRestore
 */
record RestoreMark(String restore) {
  private static final String UNFINISHED = "flotilla.dev/restoring";
  private static final String FINISHED = "flotilla.dev/restored";

  static RestoreMark of(Task.Resource restore) {
    return new RestoreMark(restore.uid());
  }

  boolean isUnfinished(JsonNode config) {
    return config.path("metadata").path(UNFINISHED).asText().equals(restore);
  }

  boolean isFinished(JsonNode config, SavedStream stream) {
    return config.path("metadata").path(FINISHED).asText().equals(finished(stream));
  }

  void begin(ObjectNode config) {
    config.withObject("/metadata").put(UNFINISHED, restore);
  }

  void finish(ObjectNode config, SavedStream stream) {
    config.withObject("/metadata").put(FINISHED, finished(stream));
  }

  private String finished(SavedStream stream) {
    return restore + "/" + stream.object().sha256();
  }
}
