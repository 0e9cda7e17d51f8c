// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;

/**
 * How long objects of a set cannot be deleted, by the store's own rule.
 *
 * @param mode {@code GOVERNANCE} or {@code COMPLIANCE}
 * @param days from when they are written
 */
@PreserveUnknownFields
public record ObjectLock(
    @JsonPropertyDescription("GOVERNANCE or COMPLIANCE") String mode,
    @JsonPropertyDescription("Days until objects can be deleted") int days) {
  private static final Pattern MODE = Pattern.compile("GOVERNANCE|COMPLIANCE");

  static ObjectLock read(Section section) {
    if (!section.has("mode")) {
      section.missing("mode", "Set GOVERNANCE or COMPLIANCE.");
    }
    if (!section.has("days")) {
      section.missing("days", "Set a number of days.");
    }
    ObjectLock lock =
        new ObjectLock(
            section.matching("mode", MODE, "GOVERNANCE or COMPLIANCE").orElse(""),
            section.count("days").orElse(1));
    section.refuseUnknown();
    return lock;
  }
}
