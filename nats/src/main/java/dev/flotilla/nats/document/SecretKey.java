// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;

/**
 * A key in a Secret of the same namespace.
 *
 * @param name name of the Secret
 * @param key key in it
 */
@PreserveUnknownFields
public record SecretKey(
    @JsonPropertyDescription("Name of the Secret") String name,
    @JsonPropertyDescription("Key in the Secret") String key) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  /**
   * Reads one.
   *
   * @param key where the document names none
   * @param hint what to do about a missing Secret
   */
  public static SecretKey read(Section section, String key, String hint) {
    if (!section.has("name")) {
      section.missing("name", hint);
    }
    SecretKey secret =
        new SecretKey(
            section.objectName("name").orElse(""),
            section.matching("key", KEY, "a key of a Secret").orElse(key));
    section.refuseUnknown();
    return secret;
  }
}
