// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.authentication;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;

/**
 * The place of a password.
 *
 * @param secretName name of a Secret of the same namespace
 * @param key key in it
 */
@PreserveUnknownFields
public record PasswordSource(
    @JsonPropertyDescription("Name of a Secret of the same namespace; required") String secretName,
    @JsonPropertyDescription("Key in the Secret; default password") String key) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9._-]{1,253}");

  public static PasswordSource read(Section section) {
    if (!section.has("secretName")) {
      section.missing("secretName", "Set the Secret with the password.");
    }
    PasswordSource source =
        new PasswordSource(
            section.objectName("secretName").orElse(""),
            section.matching("key", KEY, "a key of a Secret").orElse("password"));
    section.refuseUnknown();
    return source;
  }
}
