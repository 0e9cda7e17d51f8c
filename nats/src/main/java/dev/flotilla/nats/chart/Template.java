// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** The chart's own templates, which only Helm can fill in. */
final class Template {
  private static final Set<String> KEYS = Set.of("$tplYaml", "$tplYamlSpread");

  private Template() {}

  /** Whether the node is a template, or holds one at some depth. */
  static boolean in(JsonNode node, boolean deep) {
    for (String key : KEYS) {
      if (node.has(key)) {
        return true;
      }
    }
    if (deep) {
      for (JsonNode child : node) {
        if (in(child, true)) {
          return true;
        }
      }
    }
    return false;
  }

  static Note note(String key) {
    return new Note(
        key,
        Note.Verdict.UNSUPPORTED,
        "It is a Helm template.",
        "Replace it by its rendered value; see 'helm template'.");
  }
}
