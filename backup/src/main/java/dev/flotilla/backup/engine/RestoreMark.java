// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The mark of a stream that is being restored, in its metadata. What carries the mark of a restore
 * was left by an earlier attempt of it, and may be deleted; nothing else may.
 */
final class RestoreMark {
  private static final String KEY = "flotilla.dev/restore";

  private RestoreMark() {}

  static boolean isOf(JsonNode config, Task.Resource restore) {
    return config.path("metadata").path(KEY).asText().equals(value(restore));
  }

  static void put(ObjectNode config, Task.Resource restore) {
    config.withObject("/metadata").put(KEY, value(restore));
  }

  private static String value(Task.Resource restore) {
    return restore.namespace() + "/" + restore.name();
  }
}
