// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;

/**
 * A volume with sets.
 *
 * @param claimName the PersistentVolumeClaim, in the same namespace
 * @param path folder in it; empty for its root
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record VolumeClaim(
    @JsonPropertyDescription("Name of the PersistentVolumeClaim, in the same namespace")
        String claimName,
    @JsonPropertyDescription("Folder in the volume; default its root") String path) {
  /** No part begins with a dot, so none leads out of the volume. */
  private static final Pattern PATH =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

  static VolumeClaim read(Section section) {
    if (!section.has("claimName")) {
      section.missing("claimName", "Name a PersistentVolumeClaim in the same namespace.");
    }
    VolumeClaim claim =
        new VolumeClaim(
            section.objectName("claimName").orElse(""),
            section.matching("path", PATH, "a relative path, such as backups/orders").orElse(""));
    section.refuseUnknown();
    return claim;
  }
}
