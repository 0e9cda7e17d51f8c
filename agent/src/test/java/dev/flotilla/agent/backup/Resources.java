// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.nats.backup.JobStatus;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Resources as an API server would return them. */
final class Resources {
  private Resources() {}

  static Live live(Kind kind, String json) {
    return new Live(kind, tree(json));
  }

  static JobStatus status(String json) {
    return Json.mapper().convertValue(tree(json), JobStatus.class);
  }

  /** With single quotes for double ones. */
  @SuppressWarnings("unchecked")
  static Map<String, Object> tree(String json) {
    return Json.read(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), Map.class);
  }
}
