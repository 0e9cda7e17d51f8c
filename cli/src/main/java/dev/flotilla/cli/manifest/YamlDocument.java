// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One document of a file.
 *
 * @param tree its value, with aliases and merge keys resolved
 * @param line where it begins, from 1
 * @param lines the line of each field, by its path, such as {@code spec.waivers[0]}
 */
public record YamlDocument(JsonNode tree, int line, Map<String, Integer> lines) {
  /** Copies the map. */
  public YamlDocument {
    lines = Map.copyOf(lines);
  }

  /** The line of a field, or of the closest object that holds it where the field is absent. */
  public int lineOf(String field) {
    String path = field;
    while (!path.isEmpty() && !lines.containsKey(path)) {
      path = path.substring(0, Math.max(0, lastStep(path)));
    }
    return lines.getOrDefault(path, line);
  }

  private static int lastStep(String path) {
    return Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
  }
}
