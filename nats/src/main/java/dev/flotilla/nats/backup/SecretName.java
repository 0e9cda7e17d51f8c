// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * A Secret of the same namespace.
 *
 * @param name its name
 */
@PreserveUnknownFields
public record SecretName(@JsonPropertyDescription("Name of the Secret") String name) {
  static SecretName read(Section section, String hint) {
    if (!section.has("name")) {
      section.missing("name", hint);
    }
    SecretName secret = new SecretName(section.objectName("name").orElse(""));
    section.refuseUnknown();
    return secret;
  }
}
