// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * A stream that is restored elsewhere.
 *
 * @param from as it is in the set
 * @param to as it will be
 */
@PreserveUnknownFields
public record Rename(
    @JsonPropertyDescription("ACCOUNT/STREAM in the set") String from,
    @JsonPropertyDescription("ACCOUNT/STREAM after the restore") String to) {
  static Rename read(Section section) {
    Rename rename = new Rename(stream(section, "from"), stream(section, "to"));
    section.refuseUnknown();
    return rename;
  }

  private static String stream(Section section, String name) {
    if (!section.has(name)) {
      section.missing(name, "Set ACCOUNT/STREAM.");
    }
    return section.matching(name, Selection.STREAM, Selection.ONE).orElse("");
  }
}
